use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", rolling_update(max_surge = 25%))]
struct App;

fn main() {}
