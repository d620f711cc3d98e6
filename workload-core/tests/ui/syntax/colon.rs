use workload_core::Workload;

#[derive(Workload)]
#[workload(image: "api:v1")]
struct App;

fn main() {}
