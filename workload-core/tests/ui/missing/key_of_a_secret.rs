//! A Secret without the key whose value is meant.

use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env(PASSWORD = secret("db")))]
struct App;

fn main() {}
