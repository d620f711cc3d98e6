use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(mount = "/data")]
    field: Option<workload_core::PerPod>,
}

fn main() {}
