use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(IP = field("status.podIp")))]
struct App;

fn main() {}
