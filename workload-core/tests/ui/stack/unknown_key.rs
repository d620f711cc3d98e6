use workload_core::Stack;

#[derive(Stack)]
#[stack(namespce = "shop")]
struct Shop {}

fn main() {}
