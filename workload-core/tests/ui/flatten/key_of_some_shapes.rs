use workload_core::Parts;

#[derive(Parts)]
#[workload(replicas = 3)]
struct Service;

fn main() {}
