use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(port, with = text())]
    field: String,
}
fn text(s: &str) -> u16 { 1 }
fn main() {}
