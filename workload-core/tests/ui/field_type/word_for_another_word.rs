use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(image_pull_policy)]
    policy: workload_core::parts::DnsPolicy,
}

fn main() {}
