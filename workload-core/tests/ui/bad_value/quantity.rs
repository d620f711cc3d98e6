use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", resources(requests(memory = "1GB")))]
struct App;

fn main() {}
