use workload_core::Workload;
#[derive(Workload)]
#[workload(schedule = "0 3 * * *", image = "app:v1", jobTemplate(spec(backoffLimit = 3)))]
struct App;

fn main() {}
