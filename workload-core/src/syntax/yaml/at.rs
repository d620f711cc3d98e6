//! A path under way: made on the stack while a document is walked, kept only when needed.

use super::path::{Path, Step};

/// A place and the places above it; it costs nothing until it becomes a [`Path`].
///
/// ```
/// use workload_core::syntax::yaml::PathBuilder;
///
/// let (spec, root) = ("spec", PathBuilder::root());
/// let spec = root.field(spec);
/// let containers = spec.field("containers");
/// assert_eq!(containers.index(0).field("image").path().to_string(), "spec.containers[0].image");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PathBuilder<'p> {
    above: Option<&'p PathBuilder<'p>>,
    step: Going<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Going<'p> {
    Nowhere,
    Field(&'p str),
    Key(&'p str),
    Index(usize),
    Fields(&'p [&'p str]),
    Along(&'p Path),
}

impl<'p> PathBuilder<'p> {
    /// The document's root.
    #[must_use]
    pub const fn root() -> Self {
        Self { above: None, step: Going::Nowhere }
    }

    /// The place that `path` names.
    #[must_use]
    pub const fn along(path: &'p Path) -> Self {
        Self { above: None, step: Going::Along(path) }
    }

    /// A field of the object here.
    #[must_use]
    pub const fn field(&'p self, name: &'p str) -> Self {
        Self { above: Some(self), step: Going::Field(name) }
    }

    /// A field, a field of it, and so on.
    #[must_use]
    pub const fn fields(&'p self, names: &'p [&'p str]) -> Self {
        Self { above: Some(self), step: Going::Fields(names) }
    }

    /// A key of the map here.
    #[must_use]
    pub const fn key(&'p self, key: &'p str) -> Self {
        Self { above: Some(self), step: Going::Key(key) }
    }

    /// An item of the list here, from 0.
    #[must_use]
    pub const fn index(&'p self, index: usize) -> Self {
        Self { above: Some(self), step: Going::Index(index) }
    }

    /// The number of its steps.
    fn length(&self) -> usize {
        let places = std::iter::successors(Some(self), |at| at.above);
        places
            .map(|at| match at.step {
                Going::Nowhere => 0,
                Going::Field(_) | Going::Key(_) | Going::Index(_) => 1,
                Going::Fields(names) => names.len(),
                Going::Along(path) => path.0.len(),
            })
            .sum()
    }

    /// The path, to keep.
    #[must_use]
    pub fn path(&self) -> Path {
        let mut steps = Vec::with_capacity(self.length());
        let mut here = Some(self);
        while let Some(at) = here {
            match at.step {
                Going::Nowhere => {}
                Going::Field(name) => steps.push(Step::Field(name.to_owned())),
                Going::Key(key) => steps.push(Step::Key(key.to_owned())),
                Going::Index(index) => steps.push(Step::Index(index)),
                Going::Fields(names) => {
                    steps.extend(names.iter().rev().map(|name| Step::Field((*name).to_owned())));
                }
                Going::Along(path) => steps.extend(path.0.iter().rev().cloned()),
            }
            here = at.above;
        }
        steps.reverse();
        Path(steps)
    }
}
