use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", labels { "team" = "shop" }, args["a"])]
struct App;

fn main() {}
