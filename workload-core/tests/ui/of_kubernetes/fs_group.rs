use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", securityContext(fsGroup = 1000))]
struct App;

fn main() {}
