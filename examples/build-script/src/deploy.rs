//! How the greeter is deployed; only the build script reads this.

use workload_core::Workload;

/// Says hello.
#[derive(Debug, Workload)]
#[workload(
    image = "greeter:v1",
    autoscale(min = 2, max = 10, cpu = 80),
    resources(requests(cpu = "50m", memory = "32Mi")),
    ready(http = "/", port = "http")
)]
pub struct Greeter {
    #[workload(port)]
    http: u16,
}

/// The greeter on its usual port.
pub fn greeter() -> Greeter {
    Greeter { http: crate_port() }
}

/// The port that the program listens on, from the program's own source.
fn crate_port() -> u16 {
    include!("port.in")
}
