use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ready(tcp = 80, exec = ["true"]))]
struct App;

fn main() {}
