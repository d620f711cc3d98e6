use workload_core::Workload;

struct Service;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(flatten)]
    service: Service,
}

fn main() {}
