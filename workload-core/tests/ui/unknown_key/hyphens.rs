//! A key as YAML's friends write it.

use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", image-pull-policy = Always)]
struct App;

fn main() {}
