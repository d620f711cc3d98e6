//! `workload new`: a crate that describes an app and exports it.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use workload_core::values::Name;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::terminal;

/// Make a crate that describes an app and exports it
///
/// The crate has one small app of the shape, which `workload export` can write.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload new shop --shape stateful")]
pub(crate) struct Options {
    /// The folder to make; it must be empty or not there
    path: PathBuf,

    /// What the app needs
    #[arg(long, value_enum, default_value_t = ShapeName::Stateless)]
    shape: ShapeName,

    /// The name of crate and app; that of the folder unless given
    #[arg(long)]
    name: Option<String>,

    /// A checkout of workload-core to use instead of the published one
    #[arg(long, hide = true, env = "WORKLOAD_CORE_PATH")]
    core_path: Option<PathBuf>,
}

/// What an app needs; the Kubernetes kind follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShapeName {
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

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let name = self.app_name()?;
        refuse_used(&self.path)?;
        let files = [
            ("Cargo.toml", self.manifest(&name)?),
            ("src/lib.rs", source(self.shape, &name)),
            (".gitignore", "/target\n".to_owned()),
        ];
        let was_there = self.path.exists();
        let written = files.iter().try_for_each(|(file, text)| write(&self.path.join(file), text));
        if written.is_err() {
            // Half a crate is of no use, and would be in the way of the next try.
            for (file, _) in files {
                let _ = fs::remove_file(self.path.join(file));
            }
            let _ = fs::remove_dir(self.path.join("src"));
            if !was_there {
                let _ = fs::remove_dir(&self.path);
            }
        }
        written?;
        terminal::note(
            "made",
            &format!("{}: see src/lib.rs, then `workload export` in it", self.path.display()),
        );
        Ok(Outcome::Clean)
    }

    /// The given name, or the folder's; it must do for a crate and for Kubernetes.
    fn app_name(&self) -> Result<String> {
        // `.` and `..` have their name only once they are resolved.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let folder = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = self.name.clone().or(folder).unwrap_or_default();
        match Name::parse(name.clone()) {
            Ok(_) if !name.starts_with(|first: char| first.is_ascii_digit()) => Ok(name),
            Ok(_) => {
                Err(CliError::new(format!("`{name}` is no name of a crate: it must begin with a letter")))
            }
            Err(error) => Err(CliError::new(error.to_string()).help("give a name with --name")),
        }
    }

    fn manifest(&self, name: &str) -> Result<String> {
        let core = match &self.core_path {
            None => format!("workload-core = \"{}\"", env!("CARGO_PKG_VERSION")),
            Some(path) => {
                let path = path.canonicalize().map_err(|error| CliError::at(path, "cannot read", &error))?;
                format!("workload-core = {{ path = \"{}\" }}", path.display())
            }
        };
        Ok(format!(
            "[package]
name = \"{name}\"
version = \"0.1.0\"
edition = \"2024\"
publish = false

[dependencies]
{core}
# The oldest Kubernetes that the manifests are for.
k8s-openapi = {{ version = \"0.29\", features = [\"v1_33\"] }}
"
        ))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| fs::write(path, text))
        .map_err(|error| CliError::at(path, "cannot write", &error).help("nothing was made"))
}

/// Refuses a folder with something in it, or a path that is no folder.
fn refuse_used(path: &Path) -> Result<()> {
    match fs::read_dir(path).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => {
            Err(CliError::new(format!("{} is not empty", path.display())).help("choose another folder"))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(CliError::at(path, "cannot use", &error)),
    }
}

/// The source of an app of that shape.
fn source(shape: ShapeName, name: &str) -> String {
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
            "stateful, image = \"redis:7.4\"",
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
            "schedule = \"0 3 * * *\", image = \"busybox:1.37\", args = [\"echo\", \"clean\"], concurrency = Forbid",
            "    #[workload(env)]\n    pub target: String,\n",
            "target: \"redis:6379\".to_owned()",
        ),
    }
}
