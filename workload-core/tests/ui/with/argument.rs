use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(port, with = Self::text)]
    field: String,
}
impl App { fn text(s: String) -> u16 { 1 } }
fn main() {}
