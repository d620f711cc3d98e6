//! Running the program that answers: never one that does not, and never for ever.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use workload_core::export::EXPORT_MAIN_MARKER;

use super::build::Built;
use super::config::Config;
use super::exporter::Exporter;
use crate::error::{CliError, Result};
use crate::files::read_bytes;

/// How long to wait between two looks at the program at first, and at most: it mostly ends within milliseconds.
const PAUSES: [Duration; 2] = [Duration::from_micros(500), Duration::from_millis(20)];

/// The variable that says where the native libraries of a program are.
const LIBRARY_PATH: &str = if cfg!(target_os = "macos") {
    "DYLD_FALLBACK_LIBRARY_PATH"
} else if cfg!(windows) {
    "PATH"
} else {
    "LD_LIBRARY_PATH"
};

/// Whether a program calls `export_main`: it holds its marker.
pub(super) fn answers(program: &Path) -> Result<bool> {
    let bytes = read_bytes(program)?;
    Ok(memchr::memmem::find(&bytes, EXPORT_MAIN_MARKER.as_bytes()).is_some())
}

/// Runs `program` with `variables`; an error when it fails, or takes longer than `limit`.
pub(super) fn run(
    program: &Path,
    exporter: &Exporter,
    built: &Built,
    config: &Config,
    variables: &[(&str, &OsStr)],
    limit: Duration,
) -> Result<()> {
    let mut command = Command::new(program);
    command.current_dir(&exporter.folder).env("CARGO_MANIFEST_DIR", &exporter.folder);
    command.envs(config.environment.iter().map(|(name, value)| (name, value)));
    if let Some(path) = library_path(&built.libraries) {
        command.env(LIBRARY_PATH, path);
    }
    command.envs(variables.iter().copied());
    // What user code prints is no data.
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    let failed = |error| CliError::new(format!("cannot run {}: {error}", program.display()));
    let mut child = command.spawn().map_err(failed)?;
    match wait(&mut child, limit).map_err(failed)? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(ended(exporter, status)),
        None => {
            let (name, seconds) = (&exporter.name, limit.as_secs());
            let message = format!("package `{name}` did not answer within {seconds}s and was stopped");
            Err(CliError::new(message).help("its main function must call `workload_core::export_main()` first and return; --timeout gives it longer"))
        }
    }
}

/// Waits for a program to end; stops it, and returns none, when that takes longer than `limit`.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let end = Instant::now() + limit;
    let [mut pause, longest] = PAUSES;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = longest.min(pause * 2);
    }
}

fn ended(exporter: &Exporter, status: ExitStatus) -> CliError {
    CliError::new(format!("package `{}` ended before it answered ({status})", exporter.name))
        .help("see its messages above")
}

/// The folders of native libraries, before those that are searched anyway.
fn library_path(own: &[PathBuf]) -> Option<OsString> {
    if own.is_empty() {
        return None;
    }
    let before = std::env::var_os(LIBRARY_PATH).unwrap_or_default();
    let others: Vec<_> = std::env::split_paths(&before).collect();
    // A folder whose name has the separator in it cannot be searched.
    std::env::join_paths(own.iter().cloned().chain(others)).ok()
}
