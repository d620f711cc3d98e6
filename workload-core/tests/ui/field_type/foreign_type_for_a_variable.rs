use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(env)]
    wait: std::time::Duration,
    #[workload(env)]
    hosts: std::collections::HashSet<String>,
}

fn main() {}
