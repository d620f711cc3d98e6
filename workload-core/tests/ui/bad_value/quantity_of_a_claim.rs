use workload_core::{PerPod, Workload};

const DATA: PerPod = PerPod::new("1gi");

fn app() -> App {
    App { data: DATA }
}

#[derive(Workload)]
#[workload(stateful, image = "app:v1")]
struct App {
    #[workload(mount = "/data")]
    data: PerPod,
}

fn main() {}
