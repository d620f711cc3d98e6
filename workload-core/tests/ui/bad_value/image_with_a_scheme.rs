use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "https://ghcr.io/shop/app:v1")]
struct App;

fn main() {}
