use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", object(name = "monitor"))]
struct App {
    #[workload(object)]
    monitor: String,
}

fn main() {}
