use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(volume = "/data")]
    field: workload_core::Scratch,
}

fn main() {}
