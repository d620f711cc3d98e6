use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", env("LOG", "info"))]
struct App;

fn main() {}
