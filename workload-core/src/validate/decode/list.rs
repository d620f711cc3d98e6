//! The items of a list for serde.

use serde::de::{DeserializeSeed, SeqAccess};

use super::error::DecodeError;
use super::node::Reader;
use crate::syntax::yaml::NodeId;

/// Walks over a list.
pub(super) struct List<'a, 't> {
    list: Reader<'a, 't>,
    items: std::vec::IntoIter<NodeId>,
}

impl<'a, 't> List<'a, 't> {
    /// The items of the list here.
    pub(super) fn of(list: Reader<'a, 't>) -> Self {
        Self { list, items: list.tree.items(list.id).collect::<Vec<_>>().into_iter() }
    }

    /// No items.
    pub(super) fn empty(list: Reader<'a, 't>) -> Self {
        Self { list, items: Vec::new().into_iter() }
    }
}

impl<'de> SeqAccess<'de> for List<'_, '_> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        self.items.next().map(|item| seed.deserialize(self.list.child(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}
