use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", resources(requests(memory = "1Gi"), limits(memory = "512Mi")))]
struct App;

fn main() {}
