use workload_core::Workload;

enum Level {
    Info,
}

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(env)]
    level: Level,
}

fn main() {}
