use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", grace_period = "30s", autoscale(max = 3, cpu = "80%"), resources(limits(memory = "128MB")))]
struct App;

fn main() {}
