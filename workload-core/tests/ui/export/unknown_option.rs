use workload_core::Manifests;

#[workload_core::export(nam = "prod")]
fn production() -> Manifests {
    Manifests::default()
}

fn main() {}
