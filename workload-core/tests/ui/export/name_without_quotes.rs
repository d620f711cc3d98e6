use workload_core::{Workload, export};
#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;
#[export(name = prod)]
fn production() -> App { App }
fn main() {}
