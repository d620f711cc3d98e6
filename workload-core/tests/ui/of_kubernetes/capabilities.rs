use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", securityContext(runAsUser = 1000, capabilities(drop = ["ALL"])))]
struct App;

fn main() {}
