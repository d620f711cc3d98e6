use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", tolerate(key = "gpu", effect = NoSchedule, seconds = 60))]
struct App;

fn main() {}
