//! One node of a document: what it is, and where it stands.

use std::borrow::Cow;

use super::scalar::{Scalar, ScalarError, Tag, is_other_word, resolve};
use crate::syntax::text::Span;

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The document's root.
    pub const ROOT: Self = Self(0);

    /// Whether it is the first node below the root.
    #[must_use]
    pub const fn is_first(self) -> bool {
        self.0 <= 1
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'t> {
    /// A scalar's text, after its escapes are read.
    Scalar(Cow<'t, str>),
    /// A list.
    Sequence,
    /// A map.
    Mapping,
    /// The same as another node.
    Alias(NodeId),
}

/// A node with its place.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// What it is.
    pub content: Content<'t>,
    /// Its text; a collection's from its first child to its last.
    pub span: Span,
    /// The node after this one and everything below it.
    pub(super) end: u32,
    /// Whether the text stands bare, so that `5` is a number.
    pub(super) plain: bool,
    pub(super) tag: Option<Tag>,
}

impl Node<'_> {
    /// The scalar as Go's YAML reader resolves it; none for a collection.
    ///
    /// # Errors
    ///
    /// When an explicit tag asks for what the text is not, such as `!!int abc`.
    pub fn scalar(&self) -> Option<Result<Scalar<'_>, ScalarError>> {
        let Content::Scalar(text) = &self.content else { return None };
        Some(resolve(text, self.plain, self.tag.as_ref()))
    }

    /// The text of a scalar that is a text and nothing else, as far as its first byte tells from numbers.
    #[must_use]
    pub fn plain_text(&self) -> Option<&str> {
        let Content::Scalar(text) = &self.content else { return None };
        let is_text = match text.as_bytes() {
            _ if !self.plain => true,
            [] | [b'~' | b'.' | b'0'..=b'9' | b'+' | b'-', ..] => false,
            _ => !is_other_word(text),
        };
        Some(&**text).filter(|_| is_text && self.tag.is_none())
    }

    /// Whether it is a scalar that stands for nothing: absent, `~` or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        let Content::Scalar(text) = &self.content else { return false };
        // Most texts differ from every form of nothing in their first byte.
        let may_be = matches!(text.as_bytes().first(), None | Some(b'~' | b'n' | b'N')) && self.plain;
        (may_be || self.tag.is_some()) && matches!(self.scalar(), Some(Ok(Scalar::Null)))
    }
}
