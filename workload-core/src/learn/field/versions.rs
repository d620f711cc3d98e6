//! What the versions of Kubernetes make of a field.

use crate::k8s::Versions;
use crate::syntax::text::Source;
use crate::syntax::yaml::Path;
use crate::validate::lint::{Selection, lint};

/// The rules that tell what a version does not know, drops or calls deprecated.
const RULES: [&str; 3] = ["V04", "V16", "V17"];

/// What some versions say of the field at `path` of a document, and not all of them do.
pub(super) fn of(document: &str, path: &Path) -> Vec<String> {
    let selection = Selection {
        select: RULES.map(str::to_owned).to_vec(),
        kubernetes: Versions::ALL,
        all: true,
        ..Selection::default()
    };
    let path = path.to_string();
    let found = lint(&[Source::new("", document)], &selection).findings;
    let some = found.iter().filter(|one| one.path == path && one.versions != Versions::ALL);
    some.map(|one| format!("Kubernetes {}: {}", one.versions, one.message)).collect()
}
