//! The items of a list for serde.

use serde::de::{DeserializeSeed, SeqAccess};

use super::error::DecodeError;
use super::node::Reader;
use crate::syntax::yaml::Children;

/// Walks over a list.
pub(super) struct List<'a, 't> {
    list: Reader<'a, 't>,
    items: Children<'a, 't>,
    left: usize,
}

impl<'a, 't> List<'a, 't> {
    /// The items of the list here.
    pub(super) fn of(list: Reader<'a, 't>) -> Self {
        let items = list.tree.items(list.id);
        Self { list, left: items.clone().count(), items }
    }

    /// No items.
    pub(super) fn empty(list: Reader<'a, 't>) -> Self {
        Self { list, left: 0, items: list.tree.no_items() }
    }
}

impl<'de> SeqAccess<'de> for List<'_, '_> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let Some(item) = self.items.next() else { return Ok(None) };
        self.left = self.left.saturating_sub(1);
        seed.deserialize(self.list.child(item)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}
