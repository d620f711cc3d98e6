//! Writes `k8s/greeter.yaml` whenever the description changes.

#[path = "src/deploy.rs"]
mod deploy;

use workload_core::export::build_script::Output;

fn main() {
    Output::to("k8s")
        .from("src/deploy.rs")
        .from("src/port.in")
        .manifests("greeter", &deploy::greeter())
        .write();
}
