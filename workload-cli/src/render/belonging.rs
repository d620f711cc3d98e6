//! The files that kustomizations and charts are made of.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::chart::{Chart, ChartSettings, FILE};
use super::overlays::Overlays;

/// Names of files that make a folder another thing than before.
const BEGINNINGS: [&str; 5] =
    [FILE, "kustomization.yaml", "kustomization.yml", "Kustomization", "skaffold.yaml"];

/// The files whose changes may change what is rendered.
#[derive(Clone, Debug, Default)]
pub(super) struct Belonging {
    files: HashSet<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Belonging {
    /// The files of charts with the charts that they need and the values that they are tried with, and of
    /// kustomizations.
    pub(super) fn of(charts: &[Chart], settings: &[ChartSettings], overlays: &Overlays) -> Self {
        let mut files = overlays.files();
        files.extend(settings.iter().flat_map(|one| one.values.iter().cloned()));
        let needed = charts.iter().flat_map(|chart| chart.local.iter().map(|(_, folder)| folder));
        let folders = charts.iter().map(|chart| &chart.folder).chain(needed).cloned().collect();
        Self { files, folders }
    }

    /// Whether a change of the file at an absolute path may change what is rendered.
    pub(super) fn has(&self, file: &Path) -> bool {
        let begins = file.file_name().is_some_and(|name| BEGINNINGS.iter().any(|one| name == *one));
        begins || self.files.contains(file) || self.folders.iter().any(|folder| file.starts_with(folder))
    }
}
