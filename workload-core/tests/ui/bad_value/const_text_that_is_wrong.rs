use workload_core::Workload;

const NAME: &str = "HTTP";

#[derive(Workload)]
#[workload(image = "api:v1", port(number = 80, name = NAME))]
struct App;

fn main() {}
