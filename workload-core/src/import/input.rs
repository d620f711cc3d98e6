//! Objects out of YAML texts, without what a server writes into them.

use std::sync::Arc;

use serde_json::Value as Json;

use super::headers::without_headers;
use super::left_out::reason;
use super::remarks::Remark;
use crate::k8s::without_server_fields;
use crate::syntax::text::{Lines, token_name};
use crate::syntax::yaml::{Comment, Content, NodeId, Path, Step, Tree, comments, documents};
use crate::validate::decode::value;
use crate::validate::document::check_document;

/// An object, and where it was read.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// The object, without the server's own fields.
    pub(super) object: Json,
    /// Its line in the text, from 1.
    pub(super) line: u32,
    /// The text that it was read from.
    source: Arc<str>,
    /// Its place in its document.
    root: Path,
    /// Its comments.
    pub(super) remarks: Vec<Remark>,
    /// The licences that its text begins with, where it is the first object of the text.
    pub(super) headers: Vec<String>,
    /// Its document, where that holds the object and nothing else, and a server wrote nothing into it.
    pub(super) text: Option<String>,
    /// Why it is left out, if it is.
    pub(super) left_out: Option<&'static str>,
    /// Whether it comes from a server, which filled in its defaults.
    pub(super) is_live: bool,
}

/// The objects of a text.
pub(super) fn read(text: &str) -> Result<Vec<Input>, String> {
    let lines = Lines::of(text);
    let source: Arc<str> = text.into();
    let (comments, headers) = without_headers(&lines, comments(text, |_| true));
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
        let first = inputs.len();
        for checked in check_document(tree, &document.duplicate_keys) {
            if !checked.header.is_object() {
                continue;
            }
            let root = tree.locate(&checked.root).node;
            let Some(mut object) = value(tree, root) else { continue };
            let written = object.clone();
            let left_out = reason(&object);
            let is_live = object.pointer("/metadata/uid").is_some();
            without_server_fields(&mut object);
            let is_whole = checked.root.0.is_empty() && written == object;
            inputs.push(Input {
                text: is_whole
                    .then(|| own_text(&text[document.span.start as usize..document.span.end as usize])),
                object,
                left_out,
                is_live,
                line: line(tree.raw(root).span.start),
                source: Arc::clone(&source),
                root: checked.root.clone(),
                remarks: Vec::new(),
                headers: Vec::new(),
            });
        }
        let within = comments.iter().filter(|comment| {
            document.span.start <= comment.span.start && comment.span.start < document.span.end
        });
        for comment in within {
            remark(text, comment, tree, &mut inputs[first..]);
        }
    }
    if let Some(first) = inputs.first_mut() {
        first.headers = headers;
    }
    Ok(inputs)
}

impl Input {
    /// The line of one of its fields, by the field's JSON pointer; that of the field around it where it is not written.
    pub(super) fn line_of(&self, pointer: &str) -> u32 {
        let lines = Lines::of(&self.source);
        let line = |at: u32| lines.position(at).line;
        let is_own = |tree: &Tree<'_>| {
            let root = tree.locate(&self.root);
            root.whole && line(tree.raw(root.node).span.start) == self.line
        };
        let mut trees = documents(&self.source).filter_map(|document| document.tree.ok());
        let Some(tree) = trees.find(is_own) else { return self.line };
        let mut path = self.root.clone();
        path.0.extend(pointer.split('/').skip(1).map(step));
        let found = tree.locate(&path);
        line(found.key.unwrap_or_else(|| tree.raw(found.node).span).start)
    }
}

/// The step of a JSON pointer.
fn step(token: &str) -> Step {
    let name = || Step::Field(token_name(token));
    token.parse().map_or_else(|_| name(), Step::Index)
}

/// A document without the `---` line in front of it.
fn own_text(document: &str) -> String {
    let text = document.trim_start_matches(['\u{feff}', '\n', '\r']);
    let text = text.strip_prefix("---").map_or(text, str::trim_start);
    format!("{}\n", text.trim_end())
}

/// Gives a comment to the object that it stands in, or in front of, with the place that it is about: what follows it,
/// or what stands on its line.
fn remark(text: &str, comment: &Comment, tree: &Tree<'_>, inputs: &mut [Input]) {
    let at = comment.span.start as usize;
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let from = if comment.alone { comment.span.end } else { u32::try_from(line).unwrap_or(u32::MAX) };
    // A collection begins where its first key does: what is meant is the key.
    let is_meant = |id: &NodeId| {
        let node = tree.raw(*id);
        node.span.start >= from && matches!(node.content, Content::Scalar(_))
    };
    let path = tree.ids().find(is_meant).map(|node| tree.path_of(node)).unwrap_or_default();
    let owner = inputs.iter().position(|input| input.root.holds(&path)).unwrap_or(0);
    let Some(input) = inputs.get_mut(owner) else { return };
    let below = Path(path.0.get(input.root.0.len()..).unwrap_or_default().to_vec());
    input.remarks.push(Remark { pointer: below.pointer(), text: comment.text.clone() });
}
