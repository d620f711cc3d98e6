//! `workload new`: a crate that describes an app and exports it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use workload_core::values::Name;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{display_name, normalized, write_text};
use crate::scaffold::{Core, ShapeName, add_dependencies, source};
use crate::terminal;

/// Create a crate that describes an app and exports it
///
/// The crate has one small app of the given shape; `workload export` in it writes its manifests.
/// In a workspace the crate becomes a member.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload new shop --shape stateful")]
pub(crate) struct Options {
    /// The folder to create; it may exist if it is empty
    path: PathBuf,

    /// What the app needs; the Kubernetes kind follows
    #[arg(long, value_enum, default_value_t = ShapeName::Stateless)]
    shape: ShapeName,

    /// The name of the crate and the app [default: the name of the folder]
    #[arg(long)]
    name: Option<String>,

    /// The folder of workload-core to depend on [default: the checkout that this program was
    /// built from, or the published crate]
    #[arg(long, value_name = "DIR")]
    core_path: Option<PathBuf>,
}

impl Options {
    /// Removes what was made: half a crate is of no use, and would be in the way of the next try.
    fn clear(&self, existed: bool) {
        let _ = std::fs::remove_dir_all(&self.path);
        if existed {
            let _ = std::fs::create_dir(&self.path);
        }
    }

    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let name = self.app_name()?;
        let core = Core::find(self.core_path.as_deref())?;
        refuse_used(&self.path)?;
        let existed = self.path.exists();
        let is_alone = !is_below_a_crate(&self.path);
        cargo_new(&self.path, &name)?;
        self.fill(&name, &core, is_alone).inspect_err(|_| self.clear(existed))?;
        terminal::note(
            "created",
            &format!("{}: see src/lib.rs, then run `workload export` there", display_name(&self.path)),
        );
        Ok(Outcome::Clean)
    }

    fn fill(&self, name: &str, core: &Core, is_alone: bool) -> Result<()> {
        add_dependencies(&self.path.join("Cargo.toml"), core)?;
        if is_alone {
            write_text(&self.path.join(".gitignore"), "/target\n")?;
        }
        write_text(&self.path.join("src/lib.rs"), &source(self.shape, name))
    }

    /// The given name, or the folder's; it must do for Kubernetes, and cargo must take it.
    fn app_name(&self) -> Result<String> {
        // `.` and `..` have their name only once they are resolved.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let folder = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = self.name.clone().or(folder).unwrap_or_default();
        if OWN_NAMES.contains(&name.as_str()) {
            let error = CliError::new(format!(
                "the crate cannot be called `{name}`: it depends on the crate of that name"
            ));
            return Err(error.help("give another name with --name"));
        }
        let parsed = Name::parse(name.clone());
        parsed.map(|_| name).map_err(|error| CliError::new(error.to_string()).help("give a name with --name"))
    }
}

/// The crates that every crate which describes an app depends on: cargo tells two of one name not apart.
const OWN_NAMES: &[&str] = &["k8s-openapi", "workload-core", "workload-derive"];

/// Lets cargo make the crate: it knows which names it refuses, and what a workspace needs.
fn cargo_new(path: &Path, name: &str) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // An empty folder that is there is one for `init`.
    let verb = if path.exists() { "init" } else { "new" };
    let mut command = Command::new(cargo);
    command.args([verb, "--lib", "--quiet", "--vcs", "none", "--name", name, "--"]).arg(normalized(path));
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| CliError::new(format!("cannot run cargo: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: ").to_owned();
    Err(CliError::new(format!("cargo cannot create the crate `{name}`")).help(said))
}

/// Whether a Cargo.toml stands above: then the folder of what cargo builds is not in the crate.
fn is_below_a_crate(path: &Path) -> bool {
    normalized(path).ancestors().skip(1).any(|folder| folder.join("Cargo.toml").is_file())
}

/// Refuses a folder with something in it, or a path that is no folder.
fn refuse_used(path: &Path) -> Result<()> {
    match std::fs::read_dir(path).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(CliError::new(format!("{} is not empty", display_name(path)))
            .help("choose another folder, or run `workload init` in an existing crate")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(CliError::at(path, "cannot use", &error)),
    }
}
