use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload()]
    http: u16,
}

fn main() {}
