use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", port(name = "a-name-too-long-for-a-port", number = 80))]
struct App;

fn main() {}
