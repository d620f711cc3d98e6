use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", recreate, rolling_update(max_surge = 1))]
struct App;

fn main() {}
