use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", env(name = "LOG", value = "info"))]
struct App;

fn main() {}
