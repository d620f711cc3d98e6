//! `workload ci`: the files with which a repository has its manifests checked.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum as _};
use inquire::{InquireError, MultiSelect};

use crate::Outcome;
use crate::error::{CliError, Result};
use crate::setup::{Piece, Repository};

/// Set up the repository to check its manifests
///
/// Writes a workflow, a hook, the configuration and a baseline into the repository it stands in.
/// Asks on a terminal which of them; elsewhere name them. A file that is there already is never
/// replaced.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload ci
  workload ci github hook config --paths k8s
  workload ci baseline config")]
pub(crate) struct Options {
    /// What to write [default: asked on a terminal]
    #[arg(value_enum)]
    pieces: Vec<Piece>,

    /// The files and folders of the manifests; can be repeated
    #[arg(long, value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let repository = Repository::find()?;
        let paths = self.paths.iter().map(|path| repository.path(path)).collect::<Result<Vec<_>>>()?;
        let Some(mut pieces) = self.chosen(&repository)? else { return Ok(Outcome::Quit) };
        pieces.sort_unstable();
        pieces.dedup();
        for piece in &pieces {
            // The baseline comes before the configuration, which names it.
            let has_baseline = repository.has(Piece::Baseline);
            repository.add(*piece, &paths, has_baseline)?;
        }
        Ok(Outcome::Clean)
    }

    /// What was named, or is chosen on the terminal; none when the user quits.
    fn chosen(&self, repository: &Repository) -> Result<Option<Vec<Piece>>> {
        if !self.pieces.is_empty() {
            return Ok(Some(self.pieces.clone()));
        }
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Err(CliError::new("no file to write is named, and there is no terminal to ask on")
                .help("name the files, as in `workload ci github hook config`"));
        }
        ask(repository)
    }
}

fn ask(repository: &Repository) -> Result<Option<Vec<Piece>>> {
    let open: Vec<_> =
        Piece::value_variants().iter().copied().filter(|piece| !repository.has(*piece)).collect();
    if open.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let lines: Vec<_> = open.iter().map(|piece| format!("{}: {}", piece.file(), piece.what())).collect();
    let likely: Vec<_> = open
        .iter()
        .enumerate()
        .filter(|(_, piece)| **piece != Piece::Gitlab)
        .map(|(place, _)| place)
        .collect();
    let asked = MultiSelect::new("Which files?", lines)
        .with_default(&likely)
        .with_help_message("space to choose, enter to write them, esc to write nothing")
        .raw_prompt();
    match asked {
        Ok(chosen) => Ok(Some(chosen.into_iter().map(|own| open[own.index]).collect())),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
        Err(error) => Err(CliError::new(format!("cannot ask: {error}"))),
    }
}
