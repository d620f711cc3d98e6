use workload_core::Workload;

#[derive(Workload)]
#[workload(stateless)]
struct App {
    #[workload(image)]
    image: String,
}

fn main() {}
