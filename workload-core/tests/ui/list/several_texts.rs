use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", command = "sh", "-c", "echo")]
struct App;

fn main() {}
