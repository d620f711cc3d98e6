//! `workload`: typed Kubernetes workloads on the command line.
//!
//! Reads, writes, colours and ends; what it says comes from `workload-core`. One command a
//! file, in [`commands`]. Data goes to standard output, messages go to standard error; the exit status is 0 when all is
//! well, 1 when something was found, 2 when the command could not do its work.
#![forbid(unsafe_code)]

#[cfg(feature = "cluster")]
mod access;
#[cfg(feature = "cluster")]
mod apply;
mod cargo;
mod choose;
#[cfg(test)]
mod ci_files;
#[cfg(feature = "cluster")]
mod cluster;
mod commands;
#[cfg(feature = "cluster")]
mod diff;
mod editor;
mod error;
mod export;
mod files;
mod help;
mod html;
#[cfg(feature = "cluster")]
mod live_objects;
mod plan;
#[cfg(feature = "cluster")]
mod release;
mod render;
#[cfg(feature = "cluster")]
mod reviewed;
mod scaffold;
#[cfg(feature = "cluster")]
mod sets;
mod setup;
mod terminal;
mod validate;
mod versioned;
#[cfg(feature = "cluster")]
mod waiting;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use clap_complete::CompleteEnv;
use commands::Command;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Typed Kubernetes workloads: choose a kind, describe the app in Rust, export and check manifests.
#[derive(Debug, Parser)]
#[command(name = "workload", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Clean,
    /// Something was found.
    Found,
    /// The user left before anything was done.
    Quit,
}

fn main() -> ExitCode {
    CompleteEnv::with_factory(|| commands::completable(Arguments::command()))
        .var(commands::COMPLETION_VARIABLE)
        .complete();
    files::remove_temporary_files_on_signals();
    let command = help::grouped(Arguments::command());
    // As a plugin of kubectl its name is two words.
    let command = if is_plugin() { command.bin_name("kubectl workload") } else { command };
    let matches = command.get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match arguments.command.run() {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Quit) => ExitCode::from(2),
        Err(failure) => {
            terminal::error(&failure);
            ExitCode::from(2)
        }
    }
}

/// Whether kubectl calls the program, as `kubectl workload`.
fn is_plugin() -> bool {
    let name = std::env::args_os().next().map(std::path::PathBuf::from);
    name.as_deref().and_then(std::path::Path::file_stem).is_some_and(|stem| stem == "kubectl-workload")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn no_two_arguments_share_a_name() {
        Arguments::command().debug_assert();
    }
}
