use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", namespace = "shop.example")]
struct App;

fn main() {}
