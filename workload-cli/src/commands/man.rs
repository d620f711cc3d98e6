//! `workload man`: a page of the manual for each command, for whoever packages the binary.

mod page;
mod status;

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _};

use crate::error::{CliError, Result};
use crate::files::write_text;
use crate::{Arguments, Outcome, terminal};

/// Write the manual pages, one for each command
#[derive(Debug, Args)]
#[command(after_help = "Example: workload man ~/.local/share/man/man1")]
pub(crate) struct Options {
    /// The folder to write to; it is created if it does not exist
    folder: PathBuf,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        fs::create_dir_all(&self.folder)
            .map_err(|error| CliError::at(&self.folder, "cannot make", &error))?;
        let mut root = Arguments::command();
        root.build();
        // clap's own `help` says what the pages say.
        let shown =
            root.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
        let pages: Vec<_> =
            shown.map(|command| (format!("workload-{}", command.get_name()), command)).collect();
        for (name, command) in
            pages.iter().map(|(name, command)| (name.as_str(), *command)).chain([("workload", &root)])
        {
            let path = self.folder.join(format!("{name}.1"));
            let text =
                page::render(name, command).map_err(|error| CliError::at(&path, "cannot write", &error))?;
            write_text(&path, &text)?;
        }
        terminal::note("written", &format!("{} pages to {}", pages.len() + 1, self.folder.display()));
        Ok(Outcome::Clean)
    }
}
