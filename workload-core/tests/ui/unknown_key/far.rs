use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", frobnicate = 3)]
struct App;

fn main() {}
