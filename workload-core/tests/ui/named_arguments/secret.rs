use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", env(PW = secret(name = "redis", key = "pw")))]
struct App;

fn main() {}
