//! The objects of a document and every error that the API server would report for them.
//!
//! The server stops at the first stage that fails (syntax, types, unknown fields, validation).
//! Here all are reported at once, without the errors that are consequences of others.

use crate::k8s::Object;
use crate::k8s::{Served, home, served};
use crate::syntax::text::nearest;
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Scalar, Step, Tree};
use crate::validate::api_server::validate;
use crate::validate::decode::{Header, decode, header, is_supported};
use crate::validate::field_error::{ErrorType, FieldError, FieldErrors};
use crate::validate::misplaced::explain;
use crate::validate::placeholder::is_yet_to_be_filled;

/// Maximum number of duplicate-key errors reported per document.
const MAX_DUPLICATE_KEYS: usize = 1000;

/// One object of a document: the document itself, or an item of a `List`.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// Its API version, kind, namespace and name.
    pub header: Header<'a>,
    /// Its path in the document.
    pub root: Path,
    /// The typed object; none for a kind that is not decoded.
    pub object: Option<Object>,
    /// The errors that the server would report.
    pub errors: Vec<FieldError>,
    /// Those of values that are yet to be filled in, which are nobody's faults.
    pub(crate) unfilled: Vec<FieldError>,
    /// Why it is not checked, when it is not.
    pub skipped: Option<Skipped>,
}

/// Why an object is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It is not an object of an API server: a file of values, or of another program.
    NoObject,
    /// A custom resource, or a kind that is not supported.
    Kind,
    /// It is a template with placeholders.
    Template,
}

/// Kinds beyond Kubernetes' own, and how their objects are checked.
pub trait OtherKinds {
    /// The errors of the object at `node`, whose path in its document is `root`; none when its kind
    /// is not known here.
    fn check(
        &self,
        tree: &Tree<'_>,
        node: NodeId,
        root: &Path,
        header: &Header<'_>,
    ) -> Option<Vec<FieldError>>;
}

/// No kinds beyond Kubernetes' own.
impl OtherKinds for () {
    fn check(&self, _: &Tree<'_>, _: NodeId, _: &Path, _: &Header<'_>) -> Option<Vec<FieldError>> {
        None
    }
}

/// Decodes and validates every object of a document.
#[must_use]
pub fn check_document<'a>(tree: &'a Tree<'_>, duplicate_keys: &[(NodeId, NodeId)]) -> Vec<Checked<'a>> {
    check_document_with(tree, duplicate_keys, &())
}

/// The same, with kinds beyond Kubernetes' own.
#[must_use]
pub fn check_document_with<'a>(
    tree: &'a Tree<'_>,
    duplicate_keys: &[(NodeId, NodeId)],
    other_kinds: &dyn OtherKinds,
) -> Vec<Checked<'a>> {
    let braces = tree.has_braces();
    let check = |(node, path)| check_root(tree, node, path, braces, other_kinds);
    let mut checked: Vec<_> = roots(tree).into_iter().map(check).collect();
    for (later, _) in duplicate_keys.iter().take(MAX_DUPLICATE_KEYS) {
        let path = tree.path_of(*later);
        let item = match path.0.get(1) {
            Some(Step::Index(item)) if checked.get(*item).is_some_and(|one| one.root.holds(&path)) => *item,
            _ => 0,
        };
        if let Some(holder) = checked.get_mut(item) {
            let name = path.0.last().map(|step| Path(vec![step.clone()]).to_string()).unwrap_or_default();
            holder.errors.push(FieldError {
                error_type: ErrorType::DuplicateKey,
                path,
                place: None,
                message: format!("duplicate key `{name}` in this map"),
                help: None,
                suggestion: None,
            });
        }
    }
    checked
}

/// The objects of a document: itself, or the items of a `List`.
fn roots(tree: &Tree<'_>) -> Vec<(NodeId, Path)> {
    let head = header(tree, NodeId::ROOT);
    let is_list =
        head.kind.as_deref().is_some_and(|kind| kind.ends_with("List")) && head.api_version.is_some();
    match tree.get(NodeId::ROOT, "items") {
        Some(items) if is_list => tree
            .items(items)
            .enumerate()
            .map(|(at, item)| (item, Path(vec![Step::Field("items".to_owned()), Step::Index(at)])))
            .collect(),
        _ => vec![(NodeId::ROOT, Path::default())],
    }
}

fn check_root<'a>(
    tree: &'a Tree<'_>,
    node: NodeId,
    root: Path,
    braces: bool,
    other_kinds: &dyn OtherKinds,
) -> Checked<'a> {
    let header = header(tree, node);
    let mut checked =
        Checked { header, root, object: None, errors: Vec::new(), unfilled: Vec::new(), skipped: None };
    if braces {
        checked.skipped = Some(Skipped::Template);
    } else if is_list_of_objects(tree, node) {
        checked.errors.push(refuse_list(&checked.root));
    } else if is_text(tree, node) {
        checked.errors.push(refuse_text(&checked.root));
    } else if !checked.header.is_object() {
        checked.skipped = Some(Skipped::NoObject);
    } else {
        let refused = refuse_header(tree, node, &checked);
        check_object(tree, node, &mut checked, other_kinds);
        checked.errors.splice(0..0, refused);
        set_aside_unfilled(tree, &mut checked);
    }
    checked
}

/// Takes the errors of values that are yet to be filled in from the others.
fn set_aside_unfilled(tree: &Tree<'_>, checked: &mut Checked<'_>) {
    // What stands in a Secret in place of base64 is put in by hand, and forgotten.
    let is_secret = checked.header.kind.as_deref() == Some("Secret");
    let is_data = |path: &Path| path.0.iter().any(|step| *step == Step::Field("data".to_owned()));
    let is_unfilled = |error: &mut FieldError| {
        let place = error.place.as_ref().unwrap_or(&error.path);
        is_yet_to_be_filled(tree, place) && !(is_secret && is_data(place) && starts_with_angle(tree, place))
    };
    checked.unfilled = checked.errors.extract_if(.., is_unfilled).collect();
}

fn starts_with_angle(tree: &Tree<'_>, path: &Path) -> bool {
    match tree.node(tree.locate(path).node).scalar() {
        Some(Ok(Scalar::Text(text))) => text.starts_with('<'),
        _ => false,
    }
}

fn check_object(tree: &Tree<'_>, node: NodeId, checked: &mut Checked<'_>, other_kinds: &dyn OtherKinds) {
    let Some(kind) = checked.header.kind.as_deref() else { return };
    let Some(api_version) = decoded_as(checked.header.api_version.as_deref(), kind) else { return };
    if !is_supported(api_version, kind) {
        match other_kinds.check(tree, node, &checked.root, &checked.header) {
            Some(errors) => checked.errors = errors,
            None => checked.skipped = Some(Skipped::Kind),
        }
        return;
    }
    let decoded = decode(tree, node, api_version, kind);
    checked.errors = decoded.errors;
    checked.errors.iter_mut().for_each(|error| explain(kind, error));
    if let Some(object) = &decoded.object {
        let mut errors = FieldErrors::default();
        validate(object, &PathBuilder::along(&checked.root), &mut errors);
        let mut found = errors.into_vec();
        found.retain(|error| !is_consequence(error, &checked.errors) && !is_of_a_live_job(object, error));
        checked.errors.append(&mut found);
    }
    checked.object = decoded.object;
}

/// The API version to decode an object as: its own, or the only one that it can be.
fn decoded_as<'v>(api_version: Option<&'v str>, kind: &str) -> Option<&'v str> {
    let Some(api_version) = api_version else { return home(kind) };
    match served(api_version, kind) {
        Served::Yes => Some(api_version),
        Served::NoVersion(home) => home,
        Served::Removed { .. } | Served::NoKind(_) => None,
    }
}

/// Whether a validation error is the consequence of a decoding error: what could not be decoded,
/// or has a misspelt name, is absent.
fn is_consequence(error: &FieldError, decoding: &[FieldError]) -> bool {
    decoding.iter().any(|cause| match cause.error_type {
        ErrorType::UnknownField => {
            let above = &cause.path.0[..cause.path.0.len().saturating_sub(1)];
            error.error_type == ErrorType::Required && error.path.0.starts_with(above)
        }
        _ => cause.path.holds(&error.path) || error.path.holds(&cause.path),
    })
}

/// Whether an error is about what the server itself wrote into a Job that exists: its selector, and
/// the labels by which it knows its Pods. Somebody has read it, and is not about to create it.
fn is_of_a_live_job(object: &Object, error: &FieldError) -> bool {
    if object.kind() != "Job" || object.meta().uid.is_none() {
        return false;
    }
    let fields = [
        &["spec", "selector"][..],
        &["spec", "template", "metadata", "labels"],
        &["spec", "template", "labels"],
    ];
    let is_at = |fields: &[&str]| {
        let at =
            error.path.0.iter().skip_while(|step| {
                matches!(step, Step::Index(_)) || **step == Step::Field("items".to_owned())
            });
        at.take(fields.len())
            .map(|step| match step {
                Step::Field(name) => name.as_str(),
                Step::Key(_) | Step::Index(_) => "",
            })
            .eq(fields.iter().copied())
    };
    fields.into_iter().any(is_at)
}

/// The errors of an object whose API version or kind is absent, or not served.
fn refuse_header(tree: &Tree<'_>, node: NodeId, checked: &Checked<'_>) -> Vec<FieldError> {
    let root = PathBuilder::along(&checked.root);
    let mut errors = FieldErrors::default();
    match (checked.header.api_version.as_deref(), checked.header.kind.as_deref()) {
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
        (Some(api_version), Some(kind)) => refuse_unserved(api_version, kind, &root, &mut errors),
    }
    errors.into_vec()
}

/// Adds the keys that are meant to be `field`: misspelt, or below `metadata` or `spec`.
fn misplaced(tree: &Tree<'_>, node: NodeId, field: &str, root: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut add = |at: &PathBuilder<'_>, key: &str| {
        let message = format!("an object has no field `{key}` here");
        errors
            .add(ErrorType::UnknownField, at, message)
            .help(format!("did you mean `{field}` of the object?"));
    };
    for entry in tree.entries(node).iter().filter(|entry| nearest(entry.key.trim(), &[field]).is_some()) {
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

fn refuse_unserved(api_version: &str, kind: &str, root: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match served(api_version, kind) {
        Served::Yes => {}
        Served::Removed { until, successor } => {
            let at = root.field("apiVersion");
            let message = format!("Kubernetes {until} and later do not serve {kind} as `{api_version}`");
            let error = errors.add(ErrorType::RemovedApi, &at, message);
            match successor {
                Some(successor) => {
                    error.help(format!("write `apiVersion: {successor}` and look through what changed in it"))
                }
                None => error.help("nothing took its place: remove the object"),
            };
        }
        Served::NoVersion(home) => {
            let at = root.field("apiVersion");
            let error =
                errors.add(ErrorType::UnknownKind, &at, format!("there is no {kind} in `{api_version}`"));
            if let Some(home) = home {
                error.help(format!("write `apiVersion: {home}`"));
            }
        }
        Served::NoKind(near) => {
            let at = root.field("kind");
            let error =
                errors.add(ErrorType::UnknownKind, &at, format!("`{api_version}` has no kind `{kind}`"));
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

/// Whether the document is a bare list with objects in it.
fn is_list_of_objects(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.items(node).any(|item| {
        let header = header(tree, item);
        header.api_version.is_some() && header.kind.is_some()
    })
}

/// Whether a document is nothing but a scalar.
fn is_text(tree: &Tree<'_>, node: NodeId) -> bool {
    matches!(tree.node(node).scalar(), Some(Ok(scalar)) if !matches!(scalar, Scalar::Null))
}

fn refuse_text(root: &Path) -> FieldError {
    let mut errors = FieldErrors::default();
    let message = "expected an object, found a single value";
    errors.add(ErrorType::Type, &PathBuilder::along(root), message).clone()
}

fn refuse_list(root: &Path) -> FieldError {
    let mut errors = FieldErrors::default();
    let message = "expected an object, found a list of objects";
    let error = errors.add(ErrorType::Type, &PathBuilder::along(root), message);
    error.help("put `---` between the objects, or write `kind: List` with the list as its `items`").clone()
}
