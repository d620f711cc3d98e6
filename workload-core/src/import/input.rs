//! Objects out of YAML texts, without what a server writes into them.

use serde_json::{Map, Value as Json};

use crate::syntax::text::Lines;
use crate::syntax::yaml::{comments, documents};
use crate::validate::decode::value;
use crate::validate::document::check_document;

/// An object, and where it was read.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// The object, without the server's own fields.
    pub(super) object: Json,
    /// Its line in the text, from 1.
    pub(super) line: u32,
    /// The comments of its document, each with its `#` left out.
    pub(super) comments: Vec<String>,
}

impl Input {
    /// Whether the object has a name, or asks the server for one.
    pub(super) fn has_name(&self) -> bool {
        ["/metadata/name", "/metadata/generateName"].iter().any(|name| self.object.pointer(name).is_some())
    }
}

/// The objects of a text.
pub(super) fn read(text: &str) -> Result<Vec<Input>, String> {
    let lines = Lines::of(text);
    let all = comments(text, |_| true);
    let mut inputs = Vec::new();
    for document in documents(text) {
        let line = |at: u32| lines.position(at).line;
        let tree = document
            .tree
            .as_ref()
            .map_err(|error| format!("line {}: {}", line(error.span.start), error.message))?;
        if let Some(error) = &document.refused_by_kubectl {
            return Err(format!("line {}: {}", line(error.span.start), error.message));
        }
        let within = all.iter().filter(|comment| {
            document.span.start <= comment.span.start && comment.span.start < document.span.end
        });
        let mut of_document: Vec<_> = within.map(|comment| comment.text.clone()).collect();
        for checked in check_document(tree, &document.duplicate_keys) {
            if !checked.header.is_object() {
                continue;
            }
            let root = tree.locate(&checked.root).node;
            let Some(mut object) = value(tree, root) else { continue };
            without_server_fields(&mut object);
            inputs.push(Input {
                object,
                line: line(document.span.start + tree.raw(root).span.start),
                comments: std::mem::take(&mut of_document),
            });
        }
    }
    Ok(inputs)
}

/// What the server or its controllers write into an object's metadata.
const METADATA: &[&str] = &[
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "managedFields",
    "selfLink",
    "ownerReferences",
];

/// Annotations that kubectl and the controllers write.
const ANNOTATIONS: &[&str] = &[
    "kubectl.kubernetes.io/last-applied-configuration",
    "deployment.kubernetes.io/revision",
    "deprecated.daemonset.template.generation",
    "kubectl.kubernetes.io/restartedAt",
];

fn without_server_fields(object: &mut Json) {
    let is_live = object.pointer("/metadata/uid").is_some();
    let is_service = object["kind"] == "Service";
    let Some(fields) = object.as_object_mut() else { return };
    fields.remove("status");
    if let Some(metadata) = fields.get_mut("metadata").and_then(Json::as_object_mut) {
        clean(metadata);
    }
    let spec = fields.get_mut("spec").and_then(Json::as_object_mut);
    if let Some(spec) = spec.filter(|_| is_live && is_service) {
        spec.remove("clusterIPs");
        if spec.get("clusterIP").and_then(Json::as_str) != Some("None") {
            spec.remove("clusterIP");
        }
        for field in ["ipFamilies", "ipFamilyPolicy"] {
            spec.remove(field);
        }
    }
    without_nulls(object);
}

fn clean(metadata: &mut Map<String, Json>) {
    metadata.retain(|field, _| !METADATA.contains(&field.as_str()));
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Json::as_object_mut) {
        annotations.retain(|name, _| !ANNOTATIONS.contains(&name.as_str()));
        if annotations.is_empty() {
            metadata.remove("annotations");
        }
    }
}

/// A field that is null says nothing.
fn without_nulls(value: &mut Json) {
    match value {
        Json::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        Json::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
