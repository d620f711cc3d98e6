use workload_core::{Stack, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;

#[derive(Stack)]
#[stack(namespace = "shop")]
struct Shop {
    #[stack(replicas = 3)]
    app: App,
    #[workload(skip)]
    other: App,
}

fn main() {}
