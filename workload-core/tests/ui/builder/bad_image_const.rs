use workload_core::values;

const IMAGE: values::Image = values::Image::new("Redis");

fn main() {}
