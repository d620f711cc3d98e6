//! One node of a tree under decoding, and the log that decoding writes to.

use std::cell::{Cell, RefCell};

use super::error::DecodeError;
use super::limit::{Beyond, Limit};
use crate::k8s::facts::fields::FieldFact;
use crate::syntax::yaml::{Content, NodeId, Scalar, Tree};
use crate::validate::field_error::ErrorType;

/// A field that stands in a document, and that not every version of Kubernetes has, or keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldUse {
    /// The node of the key.
    pub(crate) key: NodeId,
    /// The node of the value.
    pub(crate) value: NodeId,
    /// What is known of the field.
    pub(crate) fact: &'static FieldFact,
}

/// What decoding reports without stopping.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Keys that the struct has no field for, with the most similar field name.
    pub(super) unknown_fields: RefCell<Vec<(NodeId, Option<&'static str>)>>,
    /// Values that do not fit; a zero value was decoded in their place.
    pub(super) errors: RefCell<Vec<DecodeError>>,
    /// The fields that not every version has, or keeps.
    pub(super) uses: RefCell<Vec<FieldUse>>,
    /// Nodes that are decoded as if they were `null`, in order.
    pub(super) absent: Vec<NodeId>,
    /// The most that is reported.
    pub(super) limit: Limit,
    /// What is not reported because there is too much.
    pub(super) beyond: RefCell<Beyond>,
    /// Whether the type that was decoded last ignored the value: its struct has no such field.
    pub(super) ignored: Cell<bool>,
}

impl Log {
    /// Counts an error that is not reported.
    pub(super) fn count_beyond(&self, error_type: ErrorType) {
        *self.beyond.borrow_mut().entry(error_type).or_default() += 1;
    }
}

/// Decodes one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) id: NodeId,
    pub(super) log: &'a Log,
    /// The number of steps of the node's path.
    depth: u32,
    /// The steps that are keys of a map with free keys, such as labels, as bits: Kubernetes leaves
    /// them out of the path of a value of the wrong type.
    free_keys: u64,
    /// Whether unknown fields are ignored here.
    pub(super) is_lenient: bool,
    /// Whether the node was found to be more than `null`: an option asks before the type in it does.
    is_present: bool,
}

impl<'a, 't> Reader<'a, 't> {
    /// A reader of the object at `id`.
    pub(super) fn new(tree: &'a Tree<'t>, id: NodeId, log: &'a Log) -> Self {
        let depth = u32::try_from(tree.path_of(id).0.len()).unwrap_or(u32::MAX);
        Self { tree, id, log, depth, free_keys: 0, is_lenient: false, is_present: false }
    }

    /// The same for a child node: the value of a field or an item of a list.
    pub(super) fn child(self, id: NodeId) -> Self {
        Self { id, depth: self.depth.saturating_add(1), is_present: false, ..self }
    }

    /// The same for a value of the map with free keys here.
    pub(super) fn entry(self, id: NodeId) -> Self {
        let free_keys = self.free_keys | 1u64.checked_shl(self.depth).unwrap_or(0);
        Self { free_keys, ..self.child(id) }
    }

    /// The same where unknown fields are ignored.
    pub(super) fn lenient(self) -> Self {
        Self { is_lenient: true, ..self }
    }

    /// The same of a node that is not `null`.
    pub(super) fn present(self) -> Self {
        Self { is_present: true, ..self }
    }

    /// The node's content.
    pub(super) fn content(&self) -> &'a Content<'t> {
        &self.tree.node(self.id).content
    }

    /// Whether the node is `null`, or is to be decoded as if it were.
    pub(super) fn is_null(&self) -> bool {
        !self.is_present && (self.is_absent() || self.tree.node(self.id).is_null())
    }

    fn is_absent(&self) -> bool {
        !self.log.absent.is_empty() && self.log.absent.binary_search(&self.id).is_ok()
    }

    /// Reports an error at this node unless it names a deeper one.
    pub(super) fn report(&self, mut error: DecodeError) {
        error.node.get_or_insert(self.id);
        error.free_keys |= self.free_keys;
        let mut errors = self.log.errors.borrow_mut();
        if self.log.limit.lets(errors.len()) {
            errors.push(error);
        } else {
            self.log.count_beyond(error.error_type);
        }
    }

    /// Reports that `wanted` was expected here.
    pub(super) fn expected(&self, wanted: &str, found: &str) {
        self.report(DecodeError::types(self.id, wanted, found));
    }

    /// The text of a scalar that is plainly one, as most are.
    pub(super) fn plain_text(&self) -> Option<&'a str> {
        if self.is_absent() { None } else { self.tree.node(self.id).plain_text() }
    }

    /// The scalar here; anything else is reported and read as `null`.
    pub(super) fn scalar(&self, wanted: &str) -> Scalar<'a> {
        if self.is_absent() {
            return Scalar::Null;
        }
        match self.tree.node(self.id).scalar() {
            Some(Ok(scalar)) => return scalar,
            Some(Err(error)) => self.report(DecodeError::value(self.id, error.0)),
            None => self.expected(wanted, self.what()),
        }
        Scalar::Null
    }

    /// The node's type in a word or two, for messages.
    pub(super) fn what(&self) -> &'static str {
        match self.content() {
            Content::Sequence => "a list",
            Content::Mapping => "a map",
            Content::Scalar(_) | Content::Alias(_) => match self.tree.node(self.id).scalar() {
                Some(Ok(scalar)) => scalar.what(),
                _ => "a scalar",
            },
        }
    }
}
