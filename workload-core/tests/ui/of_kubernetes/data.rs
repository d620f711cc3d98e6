use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", config_map(name = "x", data("A" = "b")))]
struct App;

fn main() {}
