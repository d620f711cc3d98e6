use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", service = "1-api")]
struct App;

fn main() {}
