//! The main function of a program that exports: what `workload export` runs.
//!
//! Besides the build-script module the only place of this crate with input and output: it runs
//! in the user's process, for a tool outside it.

use std::io::Write as _;
use std::path::Path;
use std::{env, io};

use super::atomic_write::atomic_write;
use super::protocol::Answer;
use super::registry::{Export, exports};

/// The file that the answer goes to.
pub const ANSWER_VARIABLE: &str = "WORKLOAD_EXPORT_TO";

/// The exports that are asked for, a line each: `*` is all, `name`, or `package::name`.
pub const NAMES_VARIABLE: &str = "WORKLOAD_EXPORT_NAMES";

/// Stands in every program that calls [`export_main`], and in no other: what does not hold it is
/// never run by `workload export`.
pub const EXPORT_MAIN_MARKER: &str = "workload-core: this program answers `workload export`";

/// Answers `workload export`, or prints the manifests of the exports named as arguments.
///
/// A crate with only a binary owns a `fn main() { workload_core::export_main() }`. Run by hand
/// without a name it lists what it exports. Ends the process with status 1 when an export
/// fails, and 2 when the answer cannot be written.
pub fn export_main() {
    // Seen to be used, so that neither the compiler nor the linker leaves it out.
    std::hint::black_box(EXPORT_MAIN_MARKER);
    let status = match env::var_os(ANSWER_VARIABLE) {
        Some(path) => answer(Path::new(&path)),
        None => print(&env::args().skip(1).collect::<Vec<_>>()),
    };
    let status = status.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: the exports could not be written: {error}");
        2
    });
    if status != 0 {
        std::process::exit(status);
    }
}

/// Writes the answer whole or not at all.
fn answer(path: &Path) -> io::Result<i32> {
    let names = env::var(NAMES_VARIABLE).unwrap_or_default();
    let wanted: Vec<_> = names.lines().collect();
    let is_wanted = |export: &Export| {
        let whole = format!("{}::{}", export.package, export.name);
        wanted.iter().any(|wanted| *wanted == "*" || *wanted == export.name || *wanted == whole)
    };
    let answer = Answer::of(&exports(), is_wanted);
    atomic_write(path, &serde_json::to_vec(&answer)?)?;
    Ok(0)
}

fn print(names: &[String]) -> io::Result<i32> {
    let answer = Answer::of(&exports(), |export| names.iter().any(|wanted| wanted == export.name));
    let mut out = io::stdout().lock();
    if names.is_empty() {
        for export in &answer.exports {
            writeln!(out, "{}\t{}", export.name, export.place)?;
        }
        return Ok(0);
    }
    let mut failed = false;
    for name in names {
        let Some(export) = answer.exports.iter().find(|export| export.name == *name) else {
            writeln!(io::stderr(), "error: nothing is exported as `{name}`")?;
            failed = true;
            continue;
        };
        for problem in export.problems.iter().map(|problem| &problem.message).chain(&export.error) {
            writeln!(io::stderr(), "error: `{name}`: {problem}")?;
            failed = true;
        }
        let yaml: Vec<_> = export.manifests.iter().map(|manifest| manifest.yaml.as_str()).collect();
        out.write_all(yaml.join("---\n").as_bytes())?;
    }
    out.flush()?;
    Ok(i32::from(failed))
}
