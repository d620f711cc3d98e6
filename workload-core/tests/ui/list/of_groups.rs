use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", initContainers = [init(name = "a", image = "b")])]
struct App;

fn main() {}
