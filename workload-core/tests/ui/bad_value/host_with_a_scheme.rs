use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ingress(host = "https://shop.example.com"))]
struct App {
    #[workload(port)]
    http: u16,
}

fn main() {}
