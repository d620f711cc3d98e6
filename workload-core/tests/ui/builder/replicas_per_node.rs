use workload_core::{Description, PerNode};

fn describe(app: &mut Description<PerNode>) {
    app.replicas(3);
}

fn main() {}
