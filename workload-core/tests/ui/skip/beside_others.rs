use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(skip, env)]
    log: String,
}

fn main() {}
