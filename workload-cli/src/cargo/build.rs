//! Building with cargo, for this machine.

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{Message, TargetKind};

use super::config::Config;
use super::exporter::Exporter;
use super::freshness::Sources;
use super::options::CargoOptions;
use crate::error::{CliError, Result};

/// What is built.
#[derive(Clone, Debug)]
pub(super) enum Goal<'g> {
    /// The harness with this manifest.
    Harness(&'g Path),
    /// One binary of the package.
    Binary(&'g str),
    /// All binaries of the package.
    Binaries,
    /// One example of the package.
    Example(&'g str),
}

/// What was built.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// The programs, each by its target's name.
    pub(super) programs: Vec<(String, PathBuf)>,
    /// The folders of native libraries that the programs may load.
    pub(super) libraries: Vec<PathBuf>,
}

/// The cargo that runs us, or the one on the path.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds `goal` of `exporter`; cargo's own messages are shown.
pub(super) fn build(
    exporter: &Exporter,
    goal: &Goal<'_>,
    options: &CargoOptions,
    config: &Config,
) -> Result<Built> {
    let mut command = cargo();
    // From the crate's folder, so that its cargo configuration counts.
    command.arg("build").arg("--message-format=json-render-diagnostics").current_dir(&exporter.folder);
    command.args(flags(exporter, goal, options));
    if config.has_build_target || config.builds_std {
        command.arg("--target").arg(host(exporter)?);
    }
    if config.builds_std {
        // A crate without `std` builds parts of it; cargo adds this list to the crate's own.
        command.args(["--config", "unstable.build-std=['std', 'panic_unwind', 'proc_macro']"]);
    }
    let sources = Sources::of(exporter);
    if sources.were_built() {
        command.arg("--quiet");
    }
    sources.remove_stale(exporter, options);
    let failed = |error| CliError::new(format!("cannot run cargo: {error}"));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut built = Built::default();
    if let Some(out) = child.stdout.take() {
        // A line that is none of cargo's is somebody's talk.
        Message::parse_stream(BufReader::new(out))
            .filter_map(std::io::Result::ok)
            .for_each(|line| built.note(line));
    }
    if child.wait().map_err(failed)?.success() {
        return Ok(built);
    }
    Err(CliError::new(format!("package `{}` could not be built", exporter.name))
        .help("see cargo's messages above"))
}

impl Built {
    fn note(&mut self, message: Message) {
        match message {
            Message::CompilerArtifact(artifact) => {
                let is_program = [TargetKind::Bin, TargetKind::Example]
                    .iter()
                    .any(|kind| artifact.target.kind.contains(kind));
                if let Some(program) = artifact.executable.filter(|_| is_program) {
                    self.programs.push((artifact.target.name, program.into_std_path_buf()));
                }
            }
            Message::BuildScriptExecuted(script) => {
                let paths = script.linked_paths.iter().map(|path| path.as_str());
                let paths = paths.map(|path| path.split_once('=').map_or(path, |(_, path)| path));
                self.libraries.extend(paths.map(PathBuf::from));
            }
            _ => {}
        }
    }
}

fn flags(exporter: &Exporter, goal: &Goal<'_>, options: &CargoOptions) -> Vec<std::ffi::OsString> {
    let mut flags: Vec<std::ffi::OsString> = match goal {
        // Its lock file is made from the crate's, so that the crate's alone is locked.
        Goal::Harness(path) => {
            let target = exporter.target.as_os_str();
            vec!["--manifest-path".into(), path.as_os_str().into(), "--target-dir".into(), target.into()]
        }
        Goal::Binary(name) => vec!["--bin".into(), name.into()],
        Goal::Binaries => vec!["--bins".into()],
        Goal::Example(name) => vec!["--example".into(), name.into()],
    };
    flags.extend(options.offline.then(|| "--offline".into()));
    flags.extend(options.release.then(|| "--release".into()));
    if !matches!(goal, Goal::Harness(_)) {
        flags.extend(["--manifest-path".into(), exporter.manifest.clone().into_os_string()]);
        flags.extend(["--package".into(), exporter.name.clone().into()]);
        flags.extend(options.locked.then(|| "--locked".into()));
        flags.extend(options.features.flags().into_iter().map(Into::into));
    }
    flags
}

/// The name of this machine's kind, as rustc has it.
fn host(exporter: &Exporter) -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").current_dir(&exporter.folder).output();
    let output = output.map_err(|error| CliError::new(format!("cannot run rustc: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(ToOwned::to_owned).ok_or_else(|| CliError::new("`rustc -vV` does not name the host"))
}
