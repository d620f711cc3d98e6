use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(env, default = "info")]
    level: String,
    #[workload(env, rename = "LEVEL")]
    other: String,
    #[workload(env, secret = "keys")]
    key: String,
}

fn main() {}
