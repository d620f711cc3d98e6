use workload_core::{Parts, Workload};

#[derive(Parts)]
struct Service;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(flatten = "web")]
    service: Service,
}

fn main() {}
