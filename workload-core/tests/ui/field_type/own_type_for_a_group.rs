use workload_core::Workload;

struct Mine;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(labels)]
    labels: Mine,
    #[workload(tolerate)]
    taints: Vec<String>,
    #[workload(replicas)]
    replicas: f64,
    #[workload(ready)]
    ready: Option<&'static str>,
}

fn main() {}
