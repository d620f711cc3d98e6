use workload_core::Stack;

#[derive(Stack)]
#[stack(image = "app:v1")]
struct Shop {}

fn main() {}
