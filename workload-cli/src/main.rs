//! `workload`: typed Kubernetes workloads on the command line.
//!
//! Reads, writes, colours and ends; what it says comes from `workload-core`. One command a
//! file, in [`commands`]. Data goes to standard output, talk to standard error; the status is 0
//! when all is well, 1 when something was found, 2 when the work could not be done.
#![forbid(unsafe_code)]

mod commands;
mod crates;
mod export;
mod failure;
mod replace;
mod talk;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Typed Kubernetes workloads: describe an app in Rust, export its manifests.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 100)]
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
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) => {
            talk::error(&failure);
            ExitCode::from(2)
        }
    }
}
