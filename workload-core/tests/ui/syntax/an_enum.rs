use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
enum App {
    One,
}

fn main() {}
