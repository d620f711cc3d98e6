use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", image_pull_policy(Always))]
struct App;

fn main() {}
