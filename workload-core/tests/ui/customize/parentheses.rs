use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", customize(Self::tune))]
struct App;

fn main() {}
