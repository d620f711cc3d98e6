use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", annotations("port" = 9090), labels("on" = true), resources(limits(cpu = 1)), port(name = "http", number = "80"))]
struct App;

fn main() {}
