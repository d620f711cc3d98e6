use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(log = "info"), config_map(name = "settings", log = "info"))]
struct App;

fn main() {}
