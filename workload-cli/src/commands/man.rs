//! `workload man`: a page of the manual for each command, for whoever packages the binary.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man;

use crate::failure::{Failure, Result};
use crate::{Arguments, Outcome, talk};

/// Write the pages of the manual, one for each command
#[derive(Debug, Args)]
#[command(after_help = "Example: workload man ~/.local/share/man/man1")]
pub(crate) struct Options {
    /// The folder to write to; it is made if there is none
    folder: PathBuf,
}

impl Options {
    /// Does it.
    pub(crate) fn run(&self) -> Result<Outcome> {
        fs::create_dir_all(&self.folder).map_err(|error| Failure::at(&self.folder, "cannot make", &error))?;
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
        talk::note("written", &format!("{} pages to {}", pages.len() + 1, self.folder.display()));
        Ok(Outcome::Clean)
    }
}

/// Writes the page of a command, whole or not at all.
fn write(folder: &Path, name: &str, command: &Command) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    let failure = |error: &std::io::Error| Failure::at(&path, "cannot write", error);
    let mut page = Vec::new();
    Man::new(command.clone()).title(name).render(&mut page).map_err(|error| failure(&error))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failure(&error))?;
    file.write_all(&page).map_err(|error| failure(&error))?;
    crate::export::open_to_others(file.as_file()).map_err(|error| failure(&error))?;
    file.persist(&path).map(|_| ()).map_err(|error| failure(&error.error))
}
