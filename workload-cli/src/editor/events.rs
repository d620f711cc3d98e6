//! What the two threads tell each other.

use std::path::PathBuf;
use std::sync::Arc;

use super::custom::CustomTypes;
use super::roots::Root;
use crate::validate::{Buffers, Changes};

/// The files as they are, to be checked.
#[derive(Debug)]
pub(super) struct Job {
    /// The number of this state; a later one is greater.
    pub(super) generation: u64,
    /// The folders to check.
    pub(super) roots: Vec<Root>,
    /// The open texts.
    pub(super) buffers: Buffers,
    /// What is to be read from the disk again.
    pub(super) disk: Disk,
}

/// What changed on the disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    /// The configuration changed, and with it everything.
    pub(super) configuration: bool,
    /// There are other files than before.
    pub(super) listing: bool,
    /// The files that changed.
    pub(super) files: Vec<PathBuf>,
}

impl Disk {
    /// Adds what changed too.
    pub(super) fn add(&mut self, other: Self) {
        self.configuration |= other.configuration;
        self.listing |= other.listing;
        self.files.extend(other.files);
    }
}

/// What checking gave.
#[derive(Debug)]
pub(super) enum Event {
    /// Work on a folder that takes time began.
    Began(PathBuf, Work),
    /// A folder was checked.
    Judged(Judged),
    /// A folder could not be checked: why.
    Failed(PathBuf, String),
    /// Everything of that state was checked.
    Done(u64),
}

/// Work that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// A folder is read, for the first time or anew.
    Reading,
    /// Its charts and kustomizations are rendered.
    Rendering,
}

/// What was found in a folder.
#[derive(Debug)]
pub(super) struct Judged {
    /// The folder.
    pub(super) root: PathBuf,
    /// What was found since the last time.
    pub(super) changes: Changes,
    /// The custom resources of the folder, when they are others than the last time.
    pub(super) custom: Option<Arc<CustomTypes>>,
    /// The work that ended with it.
    pub(super) ends: Option<Work>,
}
