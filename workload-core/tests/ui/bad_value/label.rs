use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", labels("team" = "the shop"))]
struct App;

fn main() {}
