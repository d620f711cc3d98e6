use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", args = ("a", "b"))]
struct App;

fn main() {}
