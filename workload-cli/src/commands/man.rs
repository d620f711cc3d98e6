//! `workload man`: a page of the manual for each command, for whoever packages the binary.

use std::path::{Path, PathBuf};
use std::{fs, io};

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

/// What the exit status of every command means.
const EXIT_STATUS: &str = r".SH EXIT STATUS
.TP
0
No errors and no warnings were found; all files are up to date.
.TP
1
Something was found: errors or warnings, files that are out of date, a change that the API server
would refuse, or a rollout that gets stuck.
.TP
2
The command could not do its work, or only a part of it: a file cannot be read or written, nothing
was found to check, a crate cannot be built, or the arguments are wrong.
";

/// The parts of a page in the order of the manual's own rules.
fn render(man: &Man, command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    page.extend_from_slice(EXIT_STATUS.as_bytes());
    if command.get_after_help().is_some() || command.get_after_long_help().is_some() {
        man.render_extra_section(page)?;
    }
    man.render_version_section(page)
}

/// Writes the page of a command, whole or not at all.
fn write(folder: &Path, name: &str, command: &Command) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    let rendered = render(&Man::new(command.clone()).title(name), command, &mut page);
    rendered.map_err(|error| CliError::at(&path, "cannot write", &error))?;
    write_text(&path, &String::from_utf8_lossy(&page))
}
