use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", args = ["--port", 8080])]
struct App;

fn main() {}
