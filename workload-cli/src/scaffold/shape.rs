//! An app of each shape, to start from.

use clap::ValueEnum;

/// What an app needs; the Kubernetes kind follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShapeName {
    /// Any Pod can serve any request: a Deployment
    Stateless,
    /// Every Pod keeps its name and its data: a StatefulSet
    Stateful,
    /// One Pod on every node: a DaemonSet
    PerNode,
    /// Runs once, to its end: a Job
    RunOnce,
    /// Runs on a schedule, to its end: a CronJob
    Scheduled,
}

/// The source of an app of that shape.
pub(crate) fn source(shape: ShapeName, name: &str) -> String {
    let (imports, attribute, fields, value) = parts(shape);
    let imports = format!("use workload_core::{imports};");
    format!(
        "//! Describes {name} and exports it: `workload export production`.

{imports}

/// What {name} is for: this line becomes an annotation.
#[derive(Workload)]
#[workload(name = \"{name}\", {attribute})]
pub struct App {{
{fields}}}

/// The app as it runs in production.
#[workload_core::export]
pub fn production() -> App {{
    App {{ {value} }}
}}
"
    )
}

/// The imports, the attribute, the fields and the value of an app of that shape.
fn parts(shape: ShapeName) -> (&'static str, &'static str, &'static str, &'static str) {
    match shape {
        ShapeName::Stateless => (
            "Workload",
            "stateless, image = \"nginx:1.29\", ready(http = \"/\", port = \"http\")",
            "    #[workload(replicas)]\n    pub replicas: u32,\n    #[workload(port)]\n    pub http: u16,\n",
            "replicas: 2, http: 80",
        ),
        ShapeName::Stateful => (
            "{PerPod, Workload}",
            "stateful, image = \"redis:7.4\", ready(tcp = \"redis\")",
            "    #[workload(replicas)]\n    pub replicas: u32,\n    #[workload(port)]\n    pub redis: u16,\n    \
             /// A claim for each Pod, which finds its way back to it.\n    #[workload(mount = \"/data\")]\n    pub data: PerPod,\n",
            "replicas: 1, redis: 6379, data: PerPod::new(\"1Gi\")",
        ),
        ShapeName::PerNode => (
            "{HostPath, Workload}",
            "per_node, image = \"fluent/fluent-bit:4.0\", tolerate(control_plane)",
            "    #[workload(mount = \"/var/log\", read_only)]\n    pub varlog: HostPath,\n",
            "varlog: HostPath::new(\"/var/log\")",
        ),
        ShapeName::RunOnce => (
            "Workload",
            "run_once, image = \"busybox:1.37\", args = [\"echo\", \"done\"]",
            "    #[workload(env)]\n    pub source: String,\n",
            "source: \"s3://bucket/data\".to_owned()",
        ),
        ShapeName::Scheduled => (
            "Workload",
            "schedule = \"0 3 * * *\", image = \"busybox:1.37\", args = [\"echo\", \"clean\"], concurrency = Forbid, \
             time_zone = \"Etc/UTC\", deadline = 3600",
            "    #[workload(env)]\n    pub target: String,\n",
            "target: \"redis:6379\".to_owned()",
        ),
    }
}
