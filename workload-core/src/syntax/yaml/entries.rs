//! The entries of a map, those that merge keys bring along included.

use std::borrow::Cow;

use super::node::{Content, NodeId};
use super::scalar::{Scalar, ScalarError};
use super::tree::Tree;

/// One entry: its key, and where key and value stand.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The key as JSON spells it: the key `on` is `true`.
    pub key: Cow<'a, str>,
    /// The key's node.
    pub key_id: NodeId,
    /// The value's node; it may be an alias.
    pub value: NodeId,
}

/// Why a map has no JSON form.
pub(super) enum KeyError {
    /// The key is a list, a map or nothing.
    NotText(NodeId),
    /// A tag does not fit the key.
    Tag(ScalarError, NodeId),
    /// `<<` stands before what is no map.
    Merge(NodeId),
}

impl Tree<'_> {
    /// The entries of a map in the order of the text; none of anything else.
    ///
    /// A `<<` gives the entries of what it names in its place. Of a key that stands twice the
    /// last is what counts.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Vec<Entry<'_>> {
        self.try_entries(id).unwrap_or_default()
    }

    pub(super) fn try_entries(&self, id: NodeId) -> Result<Vec<Entry<'_>>, KeyError> {
        let mut entries = Vec::new();
        if matches!(self.node(id).content, Content::Mapping) {
            self.collect(id, &mut entries)?;
        }
        Ok(entries)
    }

    /// Adds the entries of a map.
    pub(super) fn collect<'a>(&'a self, id: NodeId, entries: &mut Vec<Entry<'a>>) -> Result<(), KeyError> {
        let mut children = self.children(id);
        while let (Some(key_id), Some(value)) = (children.next(), children.next()) {
            if self.is_merge(key_id) {
                self.merge(value, entries)?;
                continue;
            }
            let key = match self.node(key_id).scalar() {
                Some(Ok(Scalar::Null)) | None => return Err(KeyError::NotText(key_id)),
                Some(Ok(scalar)) => spelt(scalar),
                Some(Err(error)) => return Err(KeyError::Tag(error, key_id)),
            };
            entries.push(Entry { key, key_id, value });
        }
        Ok(())
    }

    /// Whether a key is the bare `<<`.
    fn is_merge(&self, key: NodeId) -> bool {
        let node = self.raw(key);
        node.plain && matches!(&node.content, Content::Scalar(text) if text == "<<")
    }

    fn merge<'a>(&'a self, value: NodeId, entries: &mut Vec<Entry<'a>>) -> Result<(), KeyError> {
        match self.node(value).content {
            Content::Mapping => self.collect(value, entries),
            Content::Sequence => {
                for item in self.items(value) {
                    if !matches!(self.node(item).content, Content::Mapping) {
                        return Err(KeyError::Merge(item));
                    }
                    self.collect(item, entries)?;
                }
                Ok(())
            }
            Content::Scalar(_) | Content::Alias(_) => Err(KeyError::Merge(value)),
        }
    }

    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id).into_iter().rev().find(|entry| entry.key == key).map(|entry| entry.value)
    }
}

/// A key as it is spelt in JSON.
pub(super) fn spelt(scalar: Scalar<'_>) -> Cow<'_, str> {
    match scalar {
        Scalar::Text(text) => text,
        Scalar::Null => Cow::Borrowed(""),
        Scalar::Bool(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
        Scalar::Int(number) => Cow::Owned(number.to_string()),
        Scalar::Float(number) => Cow::Owned(number.to_string()),
    }
}
