use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(replicas, with = Self::count)]
    count: String,
}

impl App {
    fn count(count: &String) -> String {
        count.clone()
    }
}

fn main() {}
