//! `workload man`: a page of the manual for each command, for whoever packages the binary.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man;

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
        write(&self.folder, "workload", &root)?;
        for (name, command) in &pages {
            write(&self.folder, name, command)?;
        }
        terminal::note("written", &format!("{} pages to {}", pages.len() + 1, self.folder.display()));
        Ok(Outcome::Clean)
    }
}

/// Writes the page of a command, whole or not at all.
fn write(folder: &Path, name: &str, command: &Command) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    let rendered = Man::new(command.clone()).title(name).render(&mut page);
    rendered.map_err(|error| CliError::at(&path, "cannot write", &error))?;
    write_text(&path, &String::from_utf8_lossy(&page))
}
