use workload_core::Manifests;

#[workload_core::export]
fn production() -> String {
    String::new()
}

fn unused(_: Manifests) {}

fn main() {}
