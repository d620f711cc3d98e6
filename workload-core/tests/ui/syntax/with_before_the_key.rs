use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(with = Self::log, env)]
    log: u8,
}

fn main() {}
