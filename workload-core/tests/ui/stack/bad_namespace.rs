use workload_core::Stack;

#[derive(Stack)]
#[stack(namespace = "Shop")]
struct Shop {}

fn main() {}
