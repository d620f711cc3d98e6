use workload_core::Workload;

const IMAGE: &str = "redis:";

#[derive(Workload)]
#[workload(image = IMAGE)]
struct App;

fn main() {}
