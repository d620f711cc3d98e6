use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", spread(max_skew = 1))]
struct App;

fn main() {}
