//! Objects out of YAML texts, without what a server writes into them.

use serde_json::Value as Json;

use crate::k8s::without_server_fields;
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
