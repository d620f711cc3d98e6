use workload_core::Manifests;

#[workload_core::export]
fn production(replicas: u32) -> Manifests {
    Manifests::default()
}

fn main() {}
