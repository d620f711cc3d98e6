//! Errors of an object's API version and kind: absent, misspelt, not served, or no longer.

use super::successor::note;
use crate::k8s::api_group;
use crate::k8s::facts::kinds::KindFact;
use crate::k8s::{Served, Versions, home, served};
use crate::syntax::text::nearest;
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Scalar, Tree};
use crate::validate::decode::Header;
use crate::validate::field_error::{ErrorType, FieldError, FieldErrors};

/// The errors of an object whose API version or kind is absent, or not served.
pub(super) fn check(tree: &Tree<'_>, node: NodeId, root: &Path, header: &Header<'_>) -> Vec<FieldError> {
    let root = PathBuilder::along(root);
    let mut errors = FieldErrors::default();
    let filled = |text: &&str| !text.is_empty();
    match (header.api_version.as_deref().filter(filled), header.kind.as_deref().filter(filled)) {
        // What stands there is no text: for a kind that is decoded, decoding says so.
        (None, kind) if has_value(tree, node, "apiVersion") => {
            if kind.and_then(home).is_none() {
                no_text(&root, "apiVersion", "apps/v1", &mut errors);
            }
        }
        (_, None) if has_value(tree, node, "kind") => no_text(&root, "kind", "Deployment", &mut errors),
        (None, kind) => {
            errors.required(
                &root.field("apiVersion"),
                "an object needs an `apiVersion`, such as `apiVersion: apps/v1`",
            );
            // With a kind the object is decoded, which finds misplaced keys.
            if kind.is_none() {
                misplaced(tree, node, "apiVersion", &root, &mut errors);
            }
        }
        (_, None) => {
            errors.required(&root.field("kind"), "an object needs a `kind`, such as `kind: Deployment`");
            misplaced(tree, node, "kind", &root, &mut errors);
        }
        (Some(api_version), Some(kind)) => unserved(api_version, kind, &root, &mut errors),
    }
    errors.into_vec()
}

/// Whether a field of the object has a value, of whatever type.
fn has_value(tree: &Tree<'_>, node: NodeId, field: &str) -> bool {
    let value = tree.get(node, field).map(|value| tree.node(value).scalar());
    match value {
        None | Some(Some(Ok(Scalar::Null))) => false,
        Some(Some(Ok(Scalar::Text(text)))) => !text.is_empty(),
        Some(_) => true,
    }
}

fn no_text(root: &PathBuilder<'_>, field: &str, example: &str, errors: &mut FieldErrors) {
    let message = format!("expected a string, such as `{field}: {example}`");
    errors.add(ErrorType::Type, &root.field(field), message);
}

/// Adds the keys that are meant to be `field`: misspelt, or below `metadata` or `spec`.
fn misplaced(tree: &Tree<'_>, node: NodeId, field: &str, root: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut add = |at: &PathBuilder<'_>, key: &str| {
        let message = format!("an object has no field `{key}` here");
        errors
            .add(ErrorType::UnknownField, at, message)
            .help(format!("did you mean `{field}` of the object?"));
    };
    for entry in tree.entries(node).filter(|entry| nearest(entry.key.trim(), &[field]).is_some()) {
        if entry.key != field {
            add(&root.field(&entry.key), &entry.key);
        }
    }
    for parent in ["metadata", "spec"] {
        if tree.get(node, parent).is_some_and(|parent| tree.get(parent, field).is_some()) {
            add(&root.fields(&[parent, field]), field);
        }
    }
}

fn unserved(api_version: &str, kind: &str, root: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let version_at = root.field("apiVersion");
    match served(api_version, kind) {
        Served::Yes => not_yet(api_version, kind, &version_at, errors),
        Served::Removed { until, successor } => {
            let message = format!("Kubernetes {until} and later do not serve {kind} as `{api_version}`");
            let error = errors.add(ErrorType::RemovedApi, &version_at, message);
            error.versions = Versions::from(until);
            match (successor, note(api_version, kind)) {
                (Some(successor), Some(note)) => {
                    error.help(format!("write `apiVersion: {successor}`; there {note}"))
                }
                (Some(successor), None) => error.help(format!("write `apiVersion: {successor}`")),
                (None, _) => error.help("nothing took its place: remove the object"),
            };
        }
        Served::NoVersion(home) => {
            let message = format!("there is no {kind} in `{api_version}`");
            let error = errors.add(ErrorType::UnknownKind, &version_at, message);
            if let Some(home) = home {
                error.help(format!("write `apiVersion: {home}`"));
            }
        }
        Served::NoKind(near) => {
            let message = format!("`{api_version}` has no kind `{kind}`");
            let error = errors.add(ErrorType::UnknownKind, &root.field("kind"), message);
            match near {
                Some((near, own)) if own == api_version => error.help(format!("did you mean `{near}`?")),
                Some((near, other)) => {
                    error.help(format!("did you mean `kind: {near}` with `apiVersion: {other}`?"))
                }
                None => error,
            };
        }
    }
}

/// Adds that versions before the first one with the kind do not serve it.
fn not_yet(api_version: &str, kind: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(since) = KindFact::find(api_version, kind).and_then(|fact| fact.since) else { return };
    let message = format!("{kind} is served as `{api_version}` since Kubernetes {since}");
    errors.add(ErrorType::UnknownKind, at, message).versions = Versions::before(since);
}

/// What the server says of an object whose API version or kind is deprecated.
pub(super) fn deprecated(root: &Path, header: &Header<'_>) -> Option<FieldError> {
    let (api_version, kind) = (header.api_version.as_deref()?, header.kind.as_deref()?);
    let fact = KindFact::find(api_version, kind)?;
    let since = fact.deprecated?;
    let at = PathBuilder::along(root).field("apiVersion").path();
    let message = format!("{kind} of `{api_version}` is deprecated since Kubernetes {since}");
    let mut error = FieldError::new(ErrorType::Deprecated, at, message);
    error.versions = Versions::from(since).and(fact.removed.map_or(Versions::ALL, Versions::before));
    error.help = fact.successor.map(|successor| {
        if api_group(successor) == api_group(api_version) {
            format!("write `apiVersion: {successor}`")
        } else {
            format!("use the kinds of `{successor}`")
        }
    });
    Some(error)
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::documents;
    use crate::validate::document::check_document;

    #[test]
    fn a_version_or_kind_of_another_type_is_told_once() {
        for (text, path) in [
            (
                "{apiVersion: 1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}",
                "apiVersion",
            ),
            ("{apiVersion: 1, kind: Widget, metadata: {name: a}}", "apiVersion"),
            ("{apiVersion: v1, kind: 5, metadata: {name: a}}", "kind"),
            ("{apiVersion: v1, kind: [Pod], metadata: {name: a}}", "kind"),
            ("{apiVersion: '', kind: Widget, metadata: {name: a}}", "apiVersion"),
        ] {
            let document = documents(text).next().unwrap();
            let tree = document.tree.unwrap();
            let errors: Vec<_> =
                check_document(&tree, &[]).into_iter().flat_map(|checked| checked.errors).collect();
            let paths: Vec<_> = errors.iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, [path], "{text}: {errors:?}");
        }
    }
}
