//! Which manifests are meant, and in which cluster: the arguments that the commands with a cluster share.

use std::path::{Path, PathBuf};

use clap::Args;

use super::desired::DesiredSet;
use super::options::ConnectionOptions;
use crate::cargo::CargoOptions;
use crate::error::{CliError, Result};
use crate::files::STANDARD_INPUT;

/// Which manifests are meant, and in which cluster.
#[derive(Debug, Default, Args)]
pub(crate) struct InputOptions {
    /// The manifests, as files or folders; `-` is standard input, a name is an export
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) connection: ConnectionOptions,

    #[command(flatten)]
    pub(crate) cargo: CargoOptions,
}

impl InputOptions {
    /// Reads the inputs, and those that other flags have named.
    pub(crate) fn read(&self, more: &[PathBuf]) -> Result<DesiredSet> {
        DesiredSet::read(&self.all(more)?, &self.cargo)
    }

    /// The same, where there may be no object at all.
    pub(crate) fn read_any(&self, more: &[PathBuf]) -> Result<DesiredSet> {
        DesiredSet::read_any(&self.all(more)?, &self.cargo)
    }

    fn all(&self, more: &[PathBuf]) -> Result<Vec<PathBuf>> {
        let all: Vec<_> = self.inputs.iter().chain(more).cloned().collect();
        if all.is_empty() {
            return Err(CliError::new("no manifests are named")
                .help("name files, folders or an export; `-` is standard input"));
        }
        refuse_reading_twice(&all)?;
        Ok(all)
    }
}

/// Refuses standard input as two of these files: it can be read once.
pub(crate) fn refuse_reading_twice<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<()> {
    if paths.into_iter().filter(|path| *path == Path::new(STANDARD_INPUT)).count() > 1 {
        return Err(CliError::new("standard input can be read once").help("give one of the inputs as a file"));
    }
    Ok(())
}
