use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", labels(team = "shop"))]
struct App;

fn main() {}
