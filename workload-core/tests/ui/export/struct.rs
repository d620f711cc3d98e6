use workload_core::Workload;

#[workload_core::export]
#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;

fn main() {}
