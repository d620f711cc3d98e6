use workload_core::Workload;

#[derive(Workload)]
#[workload(image = format!("app:{}", 1))]
struct App;

fn main() {}
