//! One document's objects and everything the API server would say against them.
//!
//! The server stops at the first stage that fails (syntax, types, unknown fields, validation);
//! this tells all at once, and leaves out what only follows from another fault.

use crate::decode::{Header, Served, decode, header, home, is_judged, served};
use crate::faults::{Fault, Faults, Reason};
use crate::objects::Object;
use crate::server::validate;
use crate::yaml::{At, NodeId, Path, Step, Tree};

/// So many keys that stand twice are told of a document: more of them say nothing more.
const MOST: usize = 1000;

/// One object of a document: the document itself, or an item of a `List`.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    /// What it says it is.
    pub header: Header<'a>,
    /// Where it stands in its document.
    pub root: Path,
    /// The typed object; none for a kind that is not judged.
    pub object: Option<Object>,
    /// What the server would say against it, in the order of the fields.
    pub faults: Vec<Fault>,
    /// Why it is not judged, when it is not.
    pub skipped: Option<Skipped>,
}

/// Why an object is not judged.
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
pub fn judge<'a>(tree: &'a Tree<'_>, doubles: &[(NodeId, NodeId)]) -> Vec<Judged<'a>> {
    let braces = tree.has_braces();
    let mut judged: Vec<_> =
        roots(tree).into_iter().map(|(node, path)| judge_at(tree, node, path, braces)).collect();
    for (later, _) in doubles.iter().take(MOST) {
        let path = tree.path_of(*later);
        let item = match path.0.get(1) {
            Some(Step::Index(item)) if judged.get(*item).is_some_and(|one| one.root.holds(&path)) => *item,
            _ => 0,
        };
        if let Some(holder) = judged.get_mut(item) {
            let name = path.0.last().map(|step| Path(vec![step.clone()]).to_string()).unwrap_or_default();
            holder.faults.push(Fault {
                reason: Reason::DuplicateKey,
                path,
                place: None,
                message: format!("the key `{name}` stands twice in this map: keep one"),
                help: None,
            });
        }
    }
    judged
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

fn judge_at<'a>(tree: &'a Tree<'_>, node: NodeId, root: Path, braces: bool) -> Judged<'a> {
    let header = header(tree, node);
    let mut judged = Judged { header, root, object: None, faults: Vec::new(), skipped: None };
    if braces {
        judged.skipped = Some(Skipped::Template);
    } else if is_list_of_objects(tree, node) {
        judged.faults.push(refuse_list(&judged.root));
    } else if !judged.header.is_object() {
        judged.skipped = Some(Skipped::NoObject);
    } else {
        let refused = refuse_header(&judged);
        judge_object(tree, node, &mut judged);
        judged.faults.splice(0..0, refused);
    }
    judged
}

fn judge_object(tree: &Tree<'_>, node: NodeId, judged: &mut Judged<'_>) {
    let Some(kind) = judged.header.kind.as_deref() else { return };
    let Some(api_version) = read_as(judged.header.api_version.as_deref(), kind) else { return };
    if !is_judged(api_version, kind) {
        judged.skipped = Some(Skipped::Kind);
        return;
    }
    let decoded = decode(tree, node, api_version, kind);
    judged.faults = decoded.faults;
    if let Some(object) = &decoded.object {
        let mut faults = Faults::default();
        validate(object, &At::along(&judged.root), &mut faults);
        let own = faults.into_vec().into_iter().filter(|fault| !follows(fault, &judged.faults));
        let own: Vec<_> = own.collect();
        judged.faults.extend(own);
    }
    judged.object = decoded.object;
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
fn follows(fault: &Fault, decoding: &[Fault]) -> bool {
    decoding.iter().any(|cause| match cause.reason {
        Reason::UnknownField => {
            let above = &cause.path.0[..cause.path.0.len().saturating_sub(1)];
            fault.reason == Reason::Required && fault.path.0.starts_with(above)
        }
        _ => cause.path.holds(&fault.path) || fault.path.holds(&cause.path),
    })
}

/// The fault of an object whose API version and kind the server does not have.
fn refuse_header(judged: &Judged<'_>) -> Option<Fault> {
    let root = At::along(&judged.root);
    let mut faults = Faults::default();
    match (judged.header.api_version.as_deref(), judged.header.kind.as_deref()) {
        (None, _) => {
            faults.required(
                &root.field("apiVersion"),
                "an object says its API version, such as `apiVersion: apps/v1`",
            );
        }
        (_, None) => {
            faults.required(&root.field("kind"), "an object says its kind, such as `kind: Deployment`");
        }
        (Some(api_version), Some(kind)) => refuse_unserved(api_version, kind, &root, &mut faults),
    }
    faults.into_vec().pop()
}

fn refuse_unserved(api_version: &str, kind: &str, root: &At<'_>, faults: &mut Faults) {
    match served(api_version, kind) {
        Served::Yes => {}
        Served::Removed { until, successor } => {
            let at = root.field("apiVersion");
            let message = format!("Kubernetes {until} and later do not serve {kind} as `{api_version}`");
            let fault = faults.add(Reason::RemovedApi, &at, message);
            match successor {
                Some(successor) => {
                    fault.help(format!("write `apiVersion: {successor}` and look through what changed in it"))
                }
                None => fault.help("nothing took its place: remove the object"),
            };
        }
        Served::NoVersion(home) => {
            let at = root.field("apiVersion");
            let fault =
                faults.add(Reason::UnknownKind, &at, format!("there is no {kind} in `{api_version}`"));
            if let Some(home) = home {
                fault.help(format!("write `apiVersion: {home}`"));
            }
        }
        Served::NoKind(near) => {
            let at = root.field("kind");
            let fault = faults.add(Reason::UnknownKind, &at, format!("`{api_version}` has no kind `{kind}`"));
            match near {
                Some((near, own)) if own == api_version => fault.help(format!("did you mean `{near}`?")),
                Some((near, other)) => {
                    fault.help(format!("did you mean `kind: {near}` with `apiVersion: {other}`?"))
                }
                None => fault,
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

fn refuse_list(root: &Path) -> Fault {
    let mut faults = Faults::default();
    let message = "an object belongs here, this is a list of them";
    let fault = faults.add(Reason::Type, &At::along(root), message);
    fault.help("put `---` between the objects, or write `kind: List` with the list as its `items`").clone()
}
