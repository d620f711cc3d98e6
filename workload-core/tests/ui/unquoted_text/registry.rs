use workload_core::Workload;
#[derive(Workload)]
#[workload(image = ghcr.io/shop/app)]
struct App;

fn main() {}
