use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", customize = |objects| objects.deployment.spec = None)]
struct App;

fn main() {}
