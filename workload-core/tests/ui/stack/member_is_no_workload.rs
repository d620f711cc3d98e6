use workload_core::Stack;

#[derive(Stack)]
#[stack(namespace = "shop")]
struct Shop {
    name: String,
}

fn main() {}
