use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(port, with = Self::text)]
    field: String,
}
impl App { fn text(s: &String) -> String { String::new() } }
fn main() {}
