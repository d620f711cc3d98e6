use workload_core::Workload;

#[derive(Workload)]
#[workload = "app:v1"]
struct App;

#[derive(Workload)]
#[workload]
struct Other;

fn main() {}
