//! One document's objects and everything the API server would say against them.
//!
//! The server stops at the first stage that fails (syntax, types, unknown fields, validation);
//! this tells all at once, and leaves out what only follows from another fault.

use crate::k8s::Object;
use crate::k8s::{Served, home, served};
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Step, Tree};
use crate::validate::api_server::validate;
use crate::validate::decode::{Header, decode, header, is_judged};
use crate::validate::field_error::{ErrorType, FieldError, FieldErrors};

/// So many keys that stand twice are told of a document: more of them say nothing more.
const MOST: usize = 1000;

/// One object of a document: the document itself, or an item of a `List`.
#[derive(Clone, Debug)]
pub struct Checked<'a> {
    /// What it says it is.
    pub header: Header<'a>,
    /// Where it stands in its document.
    pub root: Path,
    /// The typed object; none for a kind that is not checked.
    pub object: Option<Object>,
    /// What the server would say against it, in the order of the fields.
    pub errors: Vec<FieldError>,
    /// Why it is not checked, when it is not.
    pub skipped: Option<Skipped>,
}

/// Why an object is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It is no object for an API server: a file of values, of a client, of another program.
    NoObject,
    /// The kind is somebody else's, or one without rules here.
    Kind,
    /// It is a template that has yet to be filled in.
    Template,
}

/// Judges every object of a document.
#[must_use]
pub fn check_document<'a>(tree: &'a Tree<'_>, duplicate_keys: &[(NodeId, NodeId)]) -> Vec<Checked<'a>> {
    let braces = tree.has_braces();
    let mut checked: Vec<_> =
        roots(tree).into_iter().map(|(node, path)| judge_at(tree, node, path, braces)).collect();
    for (later, _) in duplicate_keys.iter().take(MOST) {
        let path = tree.path_of(*later);
        let item = match path.0.get(1) {
            Some(Step::Index(item)) if checked.get(*item).is_some_and(|one| one.root.holds(&path)) => *item,
            _ => 0,
        };
        if let Some(holder) = checked.get_mut(item) {
            let name = path.0.last().map(|step| Path(vec![step.clone()]).to_string()).unwrap_or_default();
            holder.errors.push(FieldError {
                reason: ErrorType::DuplicateKey,
                path,
                place: None,
                message: format!("the key `{name}` stands twice in this map: keep one"),
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

fn judge_at<'a>(tree: &'a Tree<'_>, node: NodeId, root: Path, braces: bool) -> Checked<'a> {
    let header = header(tree, node);
    let mut checked = Checked { header, root, object: None, errors: Vec::new(), skipped: None };
    if braces {
        checked.skipped = Some(Skipped::Template);
    } else if is_list_of_objects(tree, node) {
        checked.errors.push(refuse_list(&checked.root));
    } else if !checked.header.is_object() {
        checked.skipped = Some(Skipped::NoObject);
    } else {
        let refused = refuse_header(&checked);
        judge_object(tree, node, &mut checked);
        checked.errors.splice(0..0, refused);
    }
    checked
}

fn judge_object(tree: &Tree<'_>, node: NodeId, checked: &mut Checked<'_>) {
    let Some(kind) = checked.header.kind.as_deref() else { return };
    let Some(api_version) = read_as(checked.header.api_version.as_deref(), kind) else { return };
    if !is_judged(api_version, kind) {
        checked.skipped = Some(Skipped::Kind);
        return;
    }
    let decoded = decode(tree, node, api_version, kind);
    checked.errors = decoded.errors;
    if let Some(object) = &decoded.object {
        let mut errors = FieldErrors::default();
        validate(object, &PathBuilder::along(&checked.root), &mut errors);
        let own = errors.into_vec().into_iter().filter(|error| !follows(error, &checked.errors));
        let own: Vec<_> = own.collect();
        checked.errors.extend(own);
    }
    checked.object = decoded.object;
}

/// The API version to read an object by: without one of today it is what it can only be.
fn read_as<'v>(api_version: Option<&'v str>, kind: &str) -> Option<&'v str> {
    let Some(api_version) = api_version else { return home(kind) };
    match served(api_version, kind) {
        Served::Yes => Some(api_version),
        Served::NoVersion(home) => home,
        Served::Removed { .. } | Served::NoKind(_) => None,
    }
}

/// Whether a fault of validation only follows from one of decoding: the value that was left out
/// is missed, or the field whose name is misspelt is.
fn follows(error: &FieldError, decoding: &[FieldError]) -> bool {
    decoding.iter().any(|cause| match cause.reason {
        ErrorType::UnknownField => {
            let above = &cause.path.0[..cause.path.0.len().saturating_sub(1)];
            error.reason == ErrorType::Required && error.path.0.starts_with(above)
        }
        _ => cause.path.holds(&error.path) || error.path.holds(&cause.path),
    })
}

/// The fault of an object whose API version and kind the server does not have.
fn refuse_header(checked: &Checked<'_>) -> Option<FieldError> {
    let root = PathBuilder::along(&checked.root);
    let mut errors = FieldErrors::default();
    match (checked.header.api_version.as_deref(), checked.header.kind.as_deref()) {
        (None, _) => {
            errors.required(
                &root.field("apiVersion"),
                "an object says its API version, such as `apiVersion: apps/v1`",
            );
        }
        (_, None) => {
            errors.required(&root.field("kind"), "an object says its kind, such as `kind: Deployment`");
        }
        (Some(api_version), Some(kind)) => refuse_unserved(api_version, kind, &root, &mut errors),
    }
    errors.into_vec().pop()
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

/// Whether a bare list stands where an object belongs, with objects in it.
fn is_list_of_objects(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.items(node).any(|item| {
        let header = header(tree, item);
        header.api_version.is_some() && header.kind.is_some()
    })
}

fn refuse_list(root: &Path) -> FieldError {
    let mut errors = FieldErrors::default();
    let message = "an object belongs here, this is a list of them";
    let error = errors.add(ErrorType::Type, &PathBuilder::along(root), message);
    error.help("put `---` between the objects, or write `kind: List` with the list as its `items`").clone()
}
