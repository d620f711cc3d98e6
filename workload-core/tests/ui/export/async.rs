use workload_core::{Workload, export};
#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;
#[export]
async fn production() -> App { App }
fn main() {}
