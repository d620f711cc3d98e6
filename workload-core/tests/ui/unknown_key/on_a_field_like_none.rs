use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(frobnicate)]
    level: u32,
    #[workload(frobnicate = "x")]
    other: u32,
}

fn main() {}
