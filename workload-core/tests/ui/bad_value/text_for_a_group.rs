use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ready = "/up", tolerate = "gpu", ingress = "shop.example.com", sidecar = "envoy:v1", spread = zone, labels = ["a=b"], env = ["A=b"])]
struct App;

fn main() {}
