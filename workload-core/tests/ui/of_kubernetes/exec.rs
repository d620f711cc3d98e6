use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", livenessProbe(exec(command = ["cat", "/tmp/x"])))]
struct App;

fn main() {}
