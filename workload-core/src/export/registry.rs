//! Apps known by name: `#[workload_core::export]`.
//!
//! The attribute submits an [`Export`] to a registry that the linker fills, so that the
//! exports of all modules are found without a list of them.

use std::fmt::Display;

use crate::describe::Manifests;
use crate::describe::ToManifests;

/// A function that describes an app, known by name.
#[derive(Debug)]
pub struct Export {
    /// The name it is exported under.
    pub name: &'static str,
    /// The function's doc comment.
    pub doc: &'static str,
    /// The crate it is in.
    pub package: &'static str,
    /// The file it is in.
    pub file: &'static str,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
    /// Calls it.
    pub make: fn() -> Result<Manifests, String>,
}

inventory::collect!(Export);

/// All exports that are linked into this program, by name.
#[must_use]
pub fn exports() -> Vec<&'static Export> {
    let mut exports: Vec<_> = inventory::iter::<Export>.into_iter().collect();
    exports.sort_by_key(|export| (export.name, export.file, export.line));
    exports
}

/// What an exported function may return: a workload, a stack, manifests, or a `Result` of them.
#[diagnostic::on_unimplemented(
    message = "an exported function returns a workload or a stack, not `{Self}`",
    label = "neither a workload nor a stack, nor a `Result` of them",
    note = "derive `Workload` for an app, or `Stack` for a group of them",
    note = "the error of a `Result` is shown, so its type implements `Display`"
)]
pub trait Exported {
    /// The manifests, or why there are none.
    ///
    /// # Errors
    ///
    /// When the function gave an error, as text.
    fn exported(self) -> Result<Manifests, String>;
}

impl<T: ToManifests> Exported for T {
    fn exported(self) -> Result<Manifests, String> {
        Ok(self.to_manifests())
    }
}

impl<T: ToManifests, E: Display> Exported for Result<T, E> {
    fn exported(self) -> Result<Manifests, String> {
        self.map(|manifests| manifests.to_manifests()).map_err(|error| error.to_string())
    }
}
