//! `workload completions`: the commands and flags for a shell's own completion.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::error::Result;
use crate::{Arguments, Outcome, terminal};

/// Print the completions for a shell
///
/// Where a shell looks for them its manual says: bash in
/// ~/.local/share/bash-completion/completions/workload, fish in
/// ~/.config/fish/completions/workload.fish, zsh in a file _workload of its $fpath.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload completions fish > ~/.config/fish/completions/workload.fish")]
pub(crate) struct Options {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Options {
    /// Does it.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "workload", &mut script);
        terminal::data(&String::from_utf8_lossy(&script)).map(|()| Outcome::Clean)
    }
}
