//! The nodes of a scenario: how many there are, or where they are described.

use std::path::{Path, PathBuf};

use workload_core::predict::plan::{Planner, nodes_from_yaml};

use super::places::Places;
use crate::error::{CliError, Result};
use crate::files::{STANDARD_INPUT, display_name, read_text};

/// How many nodes, or where they are described.
#[derive(Clone, Debug)]
pub(super) enum Nodes {
    /// So many, which are assumed.
    Count(u32),
    /// A file with them.
    File(String),
}

impl Nodes {
    /// The nodes of an option.
    pub(super) fn given(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::File(text.to_owned()), Self::Count)
    }

    /// The file that is named, from the folder of the scenario.
    pub(super) fn file(&self, folder: &Path) -> Option<PathBuf> {
        match self {
            Self::Count(_) => None,
            Self::File(file) if file == STANDARD_INPUT => Some(file.into()),
            Self::File(file) => Some(folder.join(file)),
        }
    }

    /// The planner with the nodes.
    pub(super) fn planner(&self, planner: Planner, folder: &Path, places: &Places) -> Result<Planner> {
        let path = match self {
            Self::Count(count) => return Ok(planner.nodes(*count)),
            Self::File(_) => self.file(folder).unwrap_or_default(),
        };
        let text = read_text(&path).map_err(|error| {
            places
                .error("nodes", &error.to_string())
                .help("give a number of nodes, or a file with them: `kubectl get nodes -o yaml`")
        })?;
        let nodes = nodes_from_yaml(&text);
        Ok(planner.on(nodes.map_err(|why| CliError::new(format!("{}: {why}", display_name(&path))))?))
    }
}
