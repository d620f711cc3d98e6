//! The objects of a document and every error that the API server would report for them.
//!
//! The server stops at the first stage that fails (syntax, types, unknown fields, validation).
//! Here all are reported at once, without the errors that are consequences of others.

mod causes;
mod checked;
mod excerpt;
mod header;
mod other_metadata;
mod programs;
mod successor;
mod unfilled;
mod versions;

use self::causes::Causes;
pub use self::checked::{Checked, Skipped};
use crate::k8s::{Object, Served, Versions, home, served};
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Scalar, Step, Tree};
use crate::validate::api_server::validate;
use crate::validate::decode::{
    Beyond, Decoded, Header, Limit, decode_only, decode_within, header, is_supported,
};
use crate::validate::field_error::{ErrorType, FieldError, FieldErrors};
use crate::validate::misplaced::explain;

/// So many times as many duplicate keys are reported of a document as errors of other sorts.
const DUPLICATE_KEYS: usize = 20;

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

/// The clusters that objects are checked for.
#[derive(Clone, Copy)]
pub struct Clusters<'a> {
    /// Their versions of Kubernetes.
    pub versions: Versions,
    /// The kinds they have beyond Kubernetes' own.
    pub other_kinds: &'a dyn OtherKinds,
    /// The most that is reported of an object.
    pub limit: Limit,
}

/// Clusters of the newest version, without other kinds.
impl Default for Clusters<'_> {
    fn default() -> Self {
        Self { versions: Versions::default(), other_kinds: &(), limit: Limit::default() }
    }
}

impl core::fmt::Debug for Clusters<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Clusters").field("versions", &self.versions).finish_non_exhaustive()
    }
}

/// Decodes and validates every object of a document, for the newest version of Kubernetes.
#[must_use]
pub fn check_document<'a>(tree: &'a Tree<'_>, duplicate_keys: &[(NodeId, NodeId)]) -> Vec<Checked<'a>> {
    check_document_for(tree, duplicate_keys, &Clusters::default())
}

/// The same for some clusters. An error says which of their versions report it.
#[must_use]
pub fn check_document_for<'a>(
    tree: &'a Tree<'_>,
    duplicate_keys: &[(NodeId, NodeId)],
    clusters: &Clusters<'_>,
) -> Vec<Checked<'a>> {
    let braces = tree.has_braces();
    let check = |(node, path, header)| check_root((tree, node), path, header, braces, clusters);
    let mut checked: Vec<_> = roots(tree).into_iter().map(check).collect();
    let limit = clusters.limit.times(DUPLICATE_KEYS);
    for (number, (later, _)) in duplicate_keys.iter().enumerate() {
        if !limit.lets(number) {
            let rest = duplicate_keys.len() - number;
            checked.first_mut().map(|first| first.beyond.insert(ErrorType::DuplicateKey, rest));
            break;
        }
        let path = tree.path_of(*later);
        let item = match path.0.get(1) {
            Some(Step::Index(item)) if checked.get(*item).is_some_and(|one| one.root.holds(&path)) => *item,
            _ => 0,
        };
        if let Some(holder) = checked.get_mut(item) {
            let name = path.0.last().map(|step| Path(vec![step.clone()]).to_string()).unwrap_or_default();
            let message = format!("duplicate key `{name}` in this map");
            let help =
                "the API server refuses it; kubectl sends the last value without a word: remove the other";
            let mut error = FieldError::new(ErrorType::DuplicateKey, path, message);
            error.help = Some(help.to_owned());
            holder.errors.push(error);
        }
    }
    checked
}

/// The objects of a document: itself, or the items of a `List`.
fn roots<'a>(tree: &'a Tree<'_>) -> Vec<(NodeId, Path, Header<'a>)> {
    let head = header(tree, NodeId::ROOT);
    let is_list =
        head.kind.as_deref().is_some_and(|kind| kind.ends_with("List")) && head.api_version.is_some();
    match tree.get(NodeId::ROOT, "items") {
        Some(items) if is_list => tree
            .items(items)
            .enumerate()
            .map(|(at, item)| {
                let path = Path(vec![Step::Field("items".to_owned()), Step::Index(at)]);
                (item, path, header(tree, item))
            })
            .collect(),
        _ => vec![(NodeId::ROOT, Path::default(), head)],
    }
}

fn check_root<'a>(
    (tree, node): (&'a Tree<'_>, NodeId),
    root: Path,
    header: Header<'a>,
    braces: bool,
    clusters: &Clusters<'_>,
) -> Checked<'a> {
    let mut checked = Checked {
        header,
        root,
        object: None,
        errors: Vec::new(),
        advice: Vec::new(),
        unfilled: Vec::new(),
        beyond: Beyond::new(),
        skipped: None,
    };
    if braces {
        checked.skipped = Some(Skipped::Template);
    } else if is_list_of_objects(tree, node) {
        checked.errors.push(refuse_list(&checked.root));
    } else if is_text(tree, node) {
        checked.errors.push(refuse_text(&checked.root));
    } else if !checked.header.is_object() {
        checked.skipped = Some(Skipped::NoObject);
    } else if let Some(program) = programs::program_of(tree, node, &checked.header) {
        checked.skipped = Some(Skipped::Program(program));
    } else {
        check_object(tree, node, &mut checked, clusters);
        let refused = header::check(tree, node, &checked.root, &checked.header);
        checked.errors.splice(0..0, refused);
        checked.advice.extend(header::deprecated(&checked.root, &checked.header));
        reported_by(clusters.versions, &mut checked.errors);
        reported_by(clusters.versions, &mut checked.advice);
        unfilled::set_aside(tree, &mut checked);
        excerpt::set_aside(tree, node, &mut checked);
    }
    checked
}

/// Leaves the errors that one of the versions reports.
fn reported_by(versions: Versions, errors: &mut Vec<FieldError>) {
    errors.retain_mut(|error| {
        error.versions = error.versions.and(versions);
        !error.versions.is_empty()
    });
}

fn check_object(tree: &Tree<'_>, node: NodeId, checked: &mut Checked<'_>, clusters: &Clusters<'_>) {
    let Some(kind) = checked.header.kind.as_deref() else { return };
    let own = checked.header.api_version.as_deref();
    let Some(api_version) = decoded_as(own, kind) else { return };
    if !is_supported(api_version, kind) {
        if let Some(decoded) = decode_only(tree, node, (api_version, kind), clusters.limit) {
            (checked.errors, checked.beyond) = (decoded.errors, decoded.beyond);
            checked.errors.extend(other_metadata::check(tree, node, &checked.root));
            versions::apply(tree, &decoded.uses, &mut checked.errors, &mut [], &mut checked.advice);
            return;
        }
        match clusters.other_kinds.check(tree, node, &checked.root, &checked.header) {
            Some(mut errors) => {
                // A server took what exists by a definition that may have been another one.
                let exists = tree.get(node, "metadata").is_some_and(|meta| tree.get(meta, "uid").is_some());
                errors.retain(|error| !exists || error.error_type != ErrorType::UnknownField);
                checked.errors = errors;
            }
            None => checked.skipped = Some(Skipped::Kind),
        }
        return;
    }
    let Decoded { object, mut errors, uses, beyond } =
        decode_within(tree, node, api_version, kind, clusters.limit);
    checked.beyond = beyond;
    for error in &mut errors {
        explain(kind, error);
    }
    if let Some(own) = own.filter(|own| *own != api_version) {
        successor::apply(own, kind, &mut errors);
    }
    let mut found = FieldErrors::default();
    if let Some(object) = &object {
        validate(object, &PathBuilder::along(&checked.root), &mut found);
    }
    let mut found = found.into_vec();
    let is_live = |error: &FieldError| {
        object
            .as_ref()
            .is_some_and(|object| is_of_a_live_job(object, error) || is_of_a_live_definition(object, error))
    };
    let causes = Causes::of(&errors);
    let follows = |error: &FieldError| own.is_some_and(|own| successor::follows(own, error));
    found.retain(|error| !causes.explain(error) && !is_live(error) && !follows(error));
    versions::apply(tree, &uses, &mut errors, &mut found, &mut checked.advice);
    errors.append(&mut found);
    checked.errors = errors;
    checked.object = object;
}

/// The API version to decode an object as: its own, the one that took its place, or the only one that
/// it can be.
fn decoded_as<'v>(api_version: Option<&'v str>, kind: &str) -> Option<&'v str> {
    let Some(api_version) = api_version else { return home(kind) };
    match served(api_version, kind) {
        Served::Yes => Some(api_version),
        Served::NoVersion(home) => home,
        Served::Removed { successor, .. } => successor,
        Served::NoKind(_) => None,
    }
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

/// Whether an error is about the schemas of a definition of custom resources that exists: an older version of
/// the server took them, and an update without a change of them is taken still.
fn is_of_a_live_definition(object: &Object, error: &FieldError) -> bool {
    object.kind() == "CustomResourceDefinition"
        && object.meta().uid.is_some()
        && error.path.0.contains(&Step::Field("spec".to_owned()))
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
