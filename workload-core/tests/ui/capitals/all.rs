use workload_core::Workload;
#[derive(Workload)]
#[workload(IMAGE = "app:v1")]
struct App;

fn main() {}
