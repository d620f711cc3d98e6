use workload_core::{Parts, Workload};

#[derive(Parts)]
#[workload(stateless, stateful, replicas = 3)]
struct Service;

#[derive(Workload)]
#[workload(per_node, image = "app:v1")]
struct App {
    #[workload(flatten)]
    service: Service,
}

fn main() {}
