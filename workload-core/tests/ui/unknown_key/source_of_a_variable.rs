use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(PASSWORD = secrt("redis", "password")))]
struct App;

fn main() {}
