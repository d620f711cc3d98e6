//! Attributes as the leaves that the derive makes of them, for the checks that it runs at compile time.

use super::attribute::{Attribute, Value};
use super::words::is_word;
use crate::k8s::literal::{Leaf, Written};

/// Hands the attributes to a check, with the groups in them; no check looks deeper than that.
pub(super) fn with_leaves<R>(attributes: &[Attribute], check: impl FnOnce(&[Leaf]) -> R) -> R {
    let groups: Vec<Vec<Leaf>> = attributes.iter().map(group).collect();
    let leaves: Vec<_> = attributes
        .iter()
        .zip(&groups)
        .map(|(attribute, group)| match attribute.value {
            Value::Group(_) => Leaf { key: &attribute.key, written: Written::Group(group) },
            _ => leaf(attribute),
        })
        .collect();
    check(&leaves)
}

fn group(attribute: &Attribute) -> Vec<Leaf<'_>> {
    match &attribute.value {
        Value::Group(inner) => inner.iter().map(leaf).collect(),
        _ => Vec::new(),
    }
}

fn leaf(attribute: &Attribute) -> Leaf<'_> {
    let written = match &attribute.value {
        Value::Number(number) => Written::Number((*number).into()),
        Value::Text(word) if is_word(attribute, word) => Written::Word(word),
        Value::Text(text) => Written::Text(text),
        Value::Named(_, text) => Written::Text(text),
        _ => Written::Later,
    };
    Leaf { key: &attribute.key, written }
}
