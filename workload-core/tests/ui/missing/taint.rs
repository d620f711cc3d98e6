use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", tolerate(effect = NoSchedule))]
struct App;

fn main() {}
