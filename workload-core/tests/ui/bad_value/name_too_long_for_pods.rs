use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, image = "app:v1", name = "a-set-of-fifty-three-characters-is-one-more-than-fits")]
struct App;

fn main() {}
