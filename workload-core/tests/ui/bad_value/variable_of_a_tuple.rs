use workload_core::Workload;

const PAIR: (u8, u8) = (1, 2);

#[derive(Workload)]
#[workload(image = "api:v1", env(LOG = PAIR))]
struct App;

fn main() {}
