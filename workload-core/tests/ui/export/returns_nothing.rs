use workload_core::Manifests;

#[workload_core::export]
fn production() {}

fn unused(_: Manifests) {}

fn main() {}
