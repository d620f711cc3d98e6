use workload_core::Workload;
#[derive(Workload)]
#[workload(stateless)]
struct App {
    #[workload(image)]
    field: Option<String>,
}

fn main() {}
