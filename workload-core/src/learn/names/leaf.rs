//! The scalars of a text with their paths, whether it parses or not.

use crate::syntax::text::Span;
use crate::syntax::yaml::{Content, NodeId, Outline, Step, Tree, documents};

/// A scalar behind a key or in a list.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The keys above it; an item is its number.
    pub(super) path: Vec<String>,
    /// The bytes of the last key; empty for an item.
    pub(super) key: Span,
    /// The bytes of the value, without quotes.
    pub(super) value: Span,
    /// What the value says.
    pub(super) text: String,
}

impl Leaf {
    /// Whether the path is that one, in which `*` is any item.
    pub(super) fn is_at(&self, path: &[&str]) -> bool {
        fits(&self.path, path)
    }
}

/// Whether a path is that one, in which `*` is any item.
pub(super) fn fits(path: &[String], wanted: &[&str]) -> bool {
    let is_item = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    path.len() == wanted.len()
        && path.iter().zip(wanted).all(|(step, wanted)| step == wanted || (*wanted == "*" && is_item(step)))
}

/// A document: its part of the text, and its scalars in order.
pub(super) type Leaves = (Span, Vec<Leaf>);

/// The scalars of each document.
pub(super) fn leaves(text: &str) -> Vec<Leaves> {
    let of_document = |(span, tree): (Span, Option<Tree<'_>>)| match tree {
        Some(tree) => {
            let mut found = Vec::new();
            walk(text, &tree, NodeId::ROOT, &mut Vec::new(), Span::default(), &mut found);
            (span, found)
        }
        None => (span, of_outline(text, &Outline::at(text, span.range().start))),
    };
    documents(text).map(|document| of_document((document.span, document.tree.ok()))).collect()
}

/// The scalars of a document that does not parse.
fn of_outline(text: &str, outline: &Outline) -> Vec<Leaf> {
    let entries = outline.entries.iter().filter(|entry| !entry.value.range().is_empty());
    let step = |step: &Step| match step {
        Step::Field(name) | Step::Key(name) => name.clone(),
        Step::Index(number) => number.to_string(),
    };
    let leaf = |entry: &crate::syntax::yaml::OutlineEntry| {
        let value = unquoted(text, entry.value);
        let path = entry.path.0.iter().map(step).collect();
        Leaf { path, key: entry.span, value, text: text[value.range()].to_owned() }
    };
    entries.map(leaf).collect()
}

fn walk(text: &str, tree: &Tree<'_>, node: NodeId, path: &mut Vec<String>, key: Span, found: &mut Vec<Leaf>) {
    let node = tree.resolve(node);
    match &tree.raw(node).content {
        Content::Scalar(said) => {
            let value = unquoted(text, tree.raw(node).span);
            found.push(Leaf { path: path.clone(), key, value, text: said.to_string() });
        }
        Content::Sequence => {
            for (number, item) in tree.items(node).enumerate() {
                path.push(number.to_string());
                walk(text, tree, item, path, Span::default(), found);
                path.pop();
            }
        }
        Content::Mapping => {
            for entry in tree.entries(node) {
                path.push(entry.key.to_string());
                let key = unquoted(text, tree.raw(tree.resolve(entry.key_id)).span);
                walk(text, tree, entry.value, path, key, found);
                path.pop();
            }
        }
        Content::Alias(_) => {}
    }
}

/// The bytes within the quotes.
fn unquoted(text: &str, span: Span) -> Span {
    let range = span.range();
    let written = text.get(range.clone()).unwrap_or_default();
    let is_quoted = written.len() > 1
        && matches!(written.as_bytes()[0], b'"' | b'\'')
        && written.as_bytes()[0] == written.as_bytes()[written.len() - 1];
    if is_quoted { Span::of(range.start + 1..range.end - 1) } else { span }
}
