//! One container of a description, with its place in the Pod.

use std::panic::Location;

use super::Problem;
use crate::describe::description::{Anchor, Container, Description};
use crate::describe::shape::Shape;

/// A container that is looked at.
pub(super) struct Part<'d> {
    pub(super) container: &'d Container,
    /// Whether it ends before the others start.
    pub(super) ends_first: bool,
    /// Who asked for its mounts, which are noted with the Pod.
    mounts: Vec<Option<Location<'static>>>,
}

impl Part<'_> {
    /// A problem at the place that asked for the container's `path`, or for the container.
    pub(super) fn problem(&self, path: &str, message: String) -> Problem {
        let place = |path| self.container.origins.place(&Anchor::Main, path);
        let of_mount = || {
            let at = path.strip_prefix("volumeMounts[")?.strip_suffix(']')?;
            *self.mounts.get(at.parse::<usize>().ok()?)?
        };
        Problem { message, place: place(path).or_else(of_mount).or_else(|| place("")) }
    }
}

impl<S: Shape> Description<S> {
    /// All containers: the main one, those beside it, those before it.
    pub(super) fn containers(&self) -> impl Iterator<Item = Part<'_>> {
        let part = |container, ends_first| Part { container, ends_first, mounts: Vec::new() };
        let main = Part { mounts: self.main_mounts(), ..part(&self.main, false) };
        let beside = self.beside.iter().map(move |container| part(container, false));
        let inits = self.inits.iter().map(move |init| part(init, init.raw.restart_policy.is_none()));
        [main].into_iter().chain(beside).chain(inits)
    }

    fn main_mounts(&self) -> Vec<Option<Location<'static>>> {
        let count = self.main.raw.volume_mounts.as_ref().map_or(0, Vec::len);
        let place = |at| self.origins.place(&Anchor::Pod, &format!("containers[0].volumeMounts[{at}]"));
        (0..count).map(place).collect()
    }
}
