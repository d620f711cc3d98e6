use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", env(PW = valueFrom(secretKeyRef(name = "redis", key = "pw"))))]
struct App;

fn main() {}
