//! A program that runs in a container and keeps data.

use super::container::StoreContainer;

/// A store that runs in a container and is not said to be a cache.
#[derive(Clone, Debug)]
pub(crate) struct Datastore<'s> {
    /// The container.
    pub(crate) container: &'s StoreContainer,
    /// Where it keeps its data, as far as that is certain.
    pub(super) folder: Option<&'s str>,
    /// Where it does unless a file says otherwise.
    pub(super) usual: Option<&'static str>,
}

impl Datastore<'_> {
    /// `Redis`.
    pub(crate) fn name(&self) -> &'static str {
        self.container.store.name
    }

    /// Whether what it keeps is a record of the past that no request needs: metrics.
    pub(crate) fn keeps_history(&self) -> bool {
        self.container.store.history
    }

    /// "Redis keeps its data in `/data`", as far as that is known.
    pub(crate) fn keeps(&self) -> String {
        match self.folder() {
            Some(folder) => format!("{} keeps its data in `{folder}`", self.container.store.name),
            None => format!("{} keeps data", self.container.store.name),
        }
    }

    /// The folder that the image declares a volume.
    pub(crate) fn own_volume(&self) -> Option<&'static str> {
        self.container.own_volume
    }

    /// Where it keeps its data, as far as that is known.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.folder.or(self.usual)
    }
}
