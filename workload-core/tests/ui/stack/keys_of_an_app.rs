use workload_core::{Stack, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;

#[derive(Stack)]
#[workload(namespace = "shop")]
struct Shop {
    app: App,
}

fn main() {}
