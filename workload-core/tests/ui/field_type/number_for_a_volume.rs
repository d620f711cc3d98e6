use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount = "/data")]
    data: u16,
}

fn main() {}
