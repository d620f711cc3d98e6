//! `workload init`: an app to start from, in a crate that is there.

use std::path::{Path, PathBuf};

use cargo_metadata::{MetadataCommand, Package, TargetKind};
use clap::Args;
use workload_core::values::Name;

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::files::{display_name, read_text, write_together};
use crate::scaffold::{Core, ShapeName, source, with_dependencies};
use crate::terminal;

/// Describe an app in an existing crate
///
/// Adds workload-core to the dependencies of the crate, and a module `deploy` with one small app
/// to its library; `workload export` then writes its manifests.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload init --shape stateful")]
pub(crate) struct Options {
    /// The folder of the crate
    #[arg(default_value = ".")]
    path: PathBuf,

    /// What the app needs; the Kubernetes kind follows
    #[arg(long, value_enum, default_value_t = ShapeName::Stateless)]
    shape: ShapeName,

    /// The name of the app [default: the name of the package]
    #[arg(long)]
    name: Option<String>,

    /// The folder of workload-core to depend on [default: the checkout that this program was
    /// built from, or the published crate]
    #[arg(long, value_name = "DIR")]
    core_path: Option<PathBuf>,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let manifest = self.path.join("Cargo.toml");
        let package = package(&manifest)?;
        let name = self.name.clone().unwrap_or_else(|| package.name.replace('_', "-"));
        Name::parse(name.clone())
            .map_err(|error| CliError::new(error.to_string()).help("give a name with --name"))?;
        let core = Core::find(self.core_path.as_deref())?;
        let library = library(&package, &self.path);
        let module = library.with_file_name("deploy.rs");
        if module.exists() {
            return Err(CliError::new(format!("{} exists", display_name(&module)))
                .help("`workload init` writes this file: move it, or describe the app in it"));
        }
        let opened = opened(&library)?;
        let dependencies = with_dependencies(&manifest, &core)?;
        let module_text = source(self.shape, &name);
        let mut files = vec![(&*module, &*module_text), (&*library, &*opened)];
        files.extend(dependencies.as_deref().map(|text| (&*manifest, text)));
        write_together(files)?;
        terminal::note("created", &format!("{}: see it, then run `workload export`", display_name(&module)));
        Ok(Outcome::Clean)
    }
}

/// The package of a Cargo.toml.
fn package(manifest: &Path) -> Result<Package> {
    if !manifest.is_file() {
        return Err(CliError::new(format!("there is no {}", display_name(manifest)))
            .help("create a crate with `workload new`"));
    }
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec().map_err(|error| {
        CliError::new(format!("cargo cannot read {}", display_name(manifest))).help(error.to_string())
    })?;
    let whole = manifest.canonicalize().map_err(|error| CliError::at(manifest, "cannot read", &error))?;
    let own = metadata.packages.into_iter().find(|package| package.manifest_path == *whole);
    own.ok_or_else(|| {
        CliError::new(format!("{} has no package", display_name(manifest)))
            .help("name the folder of a member of the workspace")
    })
}

/// The file of the library; where there is none, the one that is to be made.
fn library(package: &Package, folder: &Path) -> PathBuf {
    let kinds = [TargetKind::Lib, TargetKind::RLib, TargetKind::DyLib, TargetKind::CDyLib];
    let mut targets = package.targets.iter();
    let found = targets.find(|target| target.kind.iter().any(|kind| kinds.contains(kind)));
    let Some(target) = found else { return folder.join("src/lib.rs") };
    let path = target.src_path.as_std_path();
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    path.strip_prefix(&whole).map_or_else(|_| path.to_owned(), |below| folder.join(below))
}

/// The text of the library with the module in it.
fn opened(library: &Path) -> Result<String> {
    const MODULE: &str = "pub mod deploy;\n";
    if !library.exists() {
        return Ok(format!("//! The app as Kubernetes runs it.\n\n{MODULE}"));
    }
    let text = read_text(library)?;
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{text}{gap}\n{MODULE}"))
}
