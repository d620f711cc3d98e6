use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App;

impl App {
    #[workload_core::export]
    fn production(&self) -> App {
        App
    }
}

fn main() {}
