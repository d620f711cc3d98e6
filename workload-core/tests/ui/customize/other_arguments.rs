use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", customize = Self::tune)]
struct App;
impl App { fn tune(self, objects: workload_core::stateless::Objects) {} }
fn main() {}
