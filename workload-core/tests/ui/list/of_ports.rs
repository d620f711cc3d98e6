use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", port = [8080, 9090])]
struct App;

fn main() {}
