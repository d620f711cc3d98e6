use workload_core::Workload;

struct Data;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount = "/a")]
    a: Data,
    #[workload(mount = "/b")]
    b: String,
    #[workload(volume)]
    c: std::path::PathBuf,
}

fn main() {}
