use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(port)]
    prometheus_metrics: u16,
}

fn main() {}
