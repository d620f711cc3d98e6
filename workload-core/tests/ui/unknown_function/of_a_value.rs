use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(PASSWORD = vault("redis", "password"), HOST = secrt("redis", "host")))]
struct App;

fn main() {}
