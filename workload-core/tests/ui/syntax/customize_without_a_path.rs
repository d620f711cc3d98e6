use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", customize)]
struct App;

fn main() {}
