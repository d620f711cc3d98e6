use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", selector(matchLabels("app" = "x")))]
struct App;

fn main() {}
