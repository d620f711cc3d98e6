use workload_core::Parts;

#[derive(Parts)]
#[workload(ready(http = "healthz", port = "http"), service_acount = "app", customize = Self::tune)]
struct Service {
    #[workload(port)]
    a_very_long_name_of_a_port: u16,
}

fn main() {}
