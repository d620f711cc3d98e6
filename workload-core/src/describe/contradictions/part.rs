//! The containers of a description, and errors at the places that asked for their parts.

use crate::describe::description::{Anchor, Container, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

impl Container {
    /// An error at the place that asked for the container's field `path`, or for the container.
    pub(super) fn error(&self, path: &str, message: String) -> DescriptionError {
        let place = |path| self.origins.place(&Anchor::Main, path);
        DescriptionError { message, place: place(path).or_else(|| place("")) }
    }
}

impl<S: Shape> Description<S> {
    /// All containers: the main one, those beside it, the init containers.
    pub(super) fn containers(&self) -> impl Iterator<Item = &Container> {
        [&self.main].into_iter().chain(&self.beside).chain(&self.inits)
    }
}
