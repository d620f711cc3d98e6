use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule = "0 3 * * *", name = "a-name-that-is-far-too-long-for-a-cron-job-of-any-cluster", image = "app:v1")]
struct App;

fn main() {}
