use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(prot)]
    http: u16,
}

fn main() {}
