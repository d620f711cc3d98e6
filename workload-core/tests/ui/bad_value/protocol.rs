use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", port(number = 80, protocol = QUIC))]
struct App;

fn main() {}
