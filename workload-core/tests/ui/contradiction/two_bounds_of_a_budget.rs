use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", disruption_budget(min_available = 1, max_unavailable = 1))]
struct App;

fn main() {}
