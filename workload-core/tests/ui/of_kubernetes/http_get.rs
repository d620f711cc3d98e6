use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", readinessProbe(httpGet(path = "/up", port = 80)))]
struct App;

fn main() {}
