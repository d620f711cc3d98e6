use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", disruption_budget(unhealthy = AlwaysAllow))]
struct App;

fn main() {}
