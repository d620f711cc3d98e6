//! `workload completions`: the commands and flags for a shell's own completion.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::error::Result;
use crate::{Arguments, Outcome, terminal};

/// Print a completion script for a shell
///
/// Write it to ~/.local/share/bash-completion/completions/workload for bash, to
/// ~/.config/fish/completions/workload.fish for fish, and to a file _workload in a folder of $fpath
/// for zsh.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload completions fish > ~/.config/fish/completions/workload.fish")]
pub(crate) struct Options {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "workload", &mut script);
        terminal::data(&String::from_utf8_lossy(&script)).map(|()| Outcome::Clean)
    }
}
