//! The kind where the shape belongs.

use workload_core::Workload;

#[derive(Workload)]
#[workload(StatefulSet, image = "redis:7.4")]
struct Redis;

#[derive(Workload)]
#[workload(daemonset, image = "agent:v1")]
struct Agent;

fn main() {}
