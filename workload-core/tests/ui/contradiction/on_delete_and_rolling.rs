use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, image = "app:v1", on_delete, rolling_update(partition = 1))]
struct App;

fn main() {}
