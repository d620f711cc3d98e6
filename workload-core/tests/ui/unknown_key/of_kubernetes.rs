use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", kind = Deployment, containers(name = "app"), lifecycle(preStop(sleep = 5)), cpu = "1", volumes)]
struct App;

fn main() {}
