use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(PASSWORD = secret("redis")))]
struct App;

fn main() {}
