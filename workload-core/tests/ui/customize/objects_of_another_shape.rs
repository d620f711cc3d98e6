use workload_core::{Workload, stateful};

#[derive(Workload)]
#[workload(image = "app:v1", customize = Self::tune)]
struct App;

impl App {
    fn tune(&self, _: &mut stateful::Objects) {}
}

fn main() {}
