use workload_core::Workload;

fn address(app: &App) -> String {
    app.pod_address(0).to_string()
}

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(port)]
    http: u16,
}

fn main() {}
