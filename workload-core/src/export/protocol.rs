//! What a program that exports tells the command line tool, as one JSON document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Export;
use crate::describe::DescriptionError;
use crate::describe::{Manifest, Manifests};
use crate::k8s::BUILT_FOR;

/// The whole answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The version of this format.
    pub version: u32,
    /// The version of workload-core that answers.
    pub library: String,
    /// The version of Kubernetes whose types the program was built with, such as `1.36`.
    pub kubernetes: String,
    /// The exports, by name.
    pub exports: Vec<OneExport>,
}

/// One export, and its manifests when they were asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OneExport {
    /// The name it is exported under.
    pub name: String,
    /// The function's doc comment.
    pub doc: String,
    /// The crate it is in.
    pub package: String,
    /// Where it stands.
    pub place: ExportedPlace,
    /// The objects, in order; empty unless asked for.
    pub manifests: Vec<ExportedManifest>,
    /// What does not hold together.
    pub problems: Vec<ExportedProblem>,
    /// Why there are no manifests: the function gave an error, or panicked.
    pub error: Option<String>,
}

/// One object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportedManifest {
    /// Its kind.
    pub kind: String,
    /// Its namespace, if it says one.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// The app it belongs to.
    pub app: String,
    /// The object as YAML.
    pub yaml: String,
    /// The object as JSON.
    pub json: Value,
    /// The Rust places behind its parts.
    pub origins: Vec<(String, ExportedPlace)>,
}

impl ExportedManifest {
    /// The Rust place behind the longest part of `path`, such as `spec.replicas`, that has one.
    #[must_use]
    pub fn place_of(&self, path: &str) -> Option<&ExportedPlace> {
        let holds = |part: &str| {
            let rest = path.strip_prefix(part);
            rest.is_some_and(|rest| part.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let known = self.origins.iter().filter(|(part, _)| holds(part));
        known.max_by_key(|(part, _)| part.len()).map(|(_, place)| place)
    }
}

/// Something wrong with a description.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportedProblem {
    /// What is wrong and what would be right.
    pub message: String,
    /// Where it was asked for.
    pub place: Option<ExportedPlace>,
}

/// A place in Rust code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ExportedPlace {
    /// The file, as the compiler was given it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl std::fmt::Display for ExportedPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl From<std::panic::Location<'static>> for ExportedPlace {
    fn from(place: std::panic::Location<'static>) -> Self {
        Self { file: place.file().to_owned(), line: place.line(), column: place.column() }
    }
}

impl Answer {
    /// The version this code speaks.
    pub const VERSION: u32 = 2;

    /// All `exports`, with the manifests of those that `wanted` picks.
    #[must_use]
    pub fn of(exports: &[&Export], wanted: impl Fn(&Export) -> bool) -> Self {
        let one = |export: &&Export| {
            let bare = OneExport::from(*export);
            if wanted(export) { bare.with(call(export)) } else { bare }
        };
        Self {
            version: Self::VERSION,
            library: env!("CARGO_PKG_VERSION").to_owned(),
            kubernetes: BUILT_FOR.to_owned(),
            exports: exports.iter().map(one).collect(),
        }
    }
}

/// Calls the exported function; a panic in it is its own error and nobody else's.
fn call(export: &Export) -> Result<Manifests, String> {
    match catch_unwind(AssertUnwindSafe(export.make)) {
        Ok(result) => result,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(format!("it panicked: {}", text.unwrap_or("no message")))
        }
    }
}

impl From<&Export> for OneExport {
    fn from(export: &Export) -> Self {
        Self {
            name: export.name.to_owned(),
            doc: export.doc.to_owned(),
            package: export.package.to_owned(),
            place: ExportedPlace { file: export.file.to_owned(), line: export.line, column: export.column },
            manifests: Vec::new(),
            problems: Vec::new(),
            error: None,
        }
    }
}

impl OneExport {
    fn with(mut self, result: Result<Manifests, String>) -> Self {
        match result {
            Ok(manifests) => {
                self.problems = manifests.errors().into_iter().map(Into::into).collect();
                self.manifests = manifests.iter().map(Into::into).collect();
            }
            Err(error) => self.error = Some(error),
        }
        self
    }
}

impl From<DescriptionError> for ExportedProblem {
    fn from(problem: DescriptionError) -> Self {
        Self { message: problem.message, place: problem.place.map(Into::into) }
    }
}

impl From<&Manifest> for ExportedManifest {
    fn from(manifest: &Manifest) -> Self {
        let object = &manifest.object;
        let app = object.meta().labels.as_ref().and_then(|labels| labels.get("app.kubernetes.io/name"));
        Self {
            kind: object.kind().to_owned(),
            namespace: object.namespace().map(ToOwned::to_owned),
            name: object.name().to_owned(),
            app: app.map_or_else(|| object.name().to_owned(), Clone::clone),
            yaml: manifest.to_yaml(),
            json: manifest.to_json(),
            origins: manifest
                .origins
                .iter()
                .map(|origin| (origin.path.clone(), origin.place.into()))
                .collect(),
        }
    }
}
