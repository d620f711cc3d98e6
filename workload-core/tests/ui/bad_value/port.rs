use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", port(name = "http", number = 70000))]
struct App;

fn main() {}
