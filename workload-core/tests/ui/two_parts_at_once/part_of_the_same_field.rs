use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(env, mount = "/x")]
    d: String,
}

fn main() {}
