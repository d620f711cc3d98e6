use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", priority = 100)]
struct App;

fn main() {}
