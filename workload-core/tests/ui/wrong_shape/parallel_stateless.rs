use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", parallel)]
struct App;

fn main() {}
