use workload_core::Stack;

#[derive(Stack)]
struct Shop {
    api: String,
}

fn main() {}
