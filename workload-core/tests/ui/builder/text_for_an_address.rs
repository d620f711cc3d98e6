use workload_core::*;
use workload_core::parts::*;
use workload_core::values::*;
fn main() {
    let s = EnvValue::format("redis://{}", "x");
}
