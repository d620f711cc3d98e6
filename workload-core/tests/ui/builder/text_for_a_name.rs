use workload_core::PerPod;

fn main() {
    let _ = PerPod::new("1Gi").storage_class(String::from("fast"));
    let _ = PerPod::new("1Gi").storage_class_name("fast");
}
