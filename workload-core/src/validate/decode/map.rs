//! The entries of a map for serde: as fields of a struct, or as keys of a map of data.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer as _, MapAccess};

use super::error::DecodeError;
use super::kinds::MOST;
use super::reader::Reader;
use crate::syntax::text::nearest;
use crate::syntax::yaml::{Entry, NodeId};

/// Walks over a map of data: every key counts.
pub(super) struct Keys<'a, 't> {
    map: Reader<'a, 't>,
    entries: std::vec::IntoIter<Entry<'a>>,
    value: Option<NodeId>,
}

impl<'a, 't> Keys<'a, 't> {
    /// The entries of the map here.
    pub(super) fn of(map: Reader<'a, 't>) -> Self {
        Self { map, entries: map.tree.entries(map.id).into_iter(), value: None }
    }

    /// No entries.
    pub(super) fn empty(map: Reader<'a, 't>) -> Self {
        Self { map, entries: Vec::new().into_iter(), value: None }
    }

    fn advance<'de, K: DeserializeSeed<'de>>(
        &mut self,
        entry: Option<Entry<'a>>,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        let Some(entry) = entry else { return Ok(None) };
        self.value = Some(entry.value);
        let key: StrDeserializer<'_, DecodeError> = entry.key.as_ref().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn read<'de, V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let value = self.value.take().unwrap_or(self.map.id);
        seed.deserialize(self.map.of(value)).map_err(|error| error.at(value))
    }
}

impl<'de> MapAccess<'de> for Keys<'_, '_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let entry = self.entries.next();
        self.advance(entry, seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        self.read(seed).map_err(|error| error.in_data(self.map.id))
    }
}

/// Walks over a struct: keys that no field has are noted and passed by.
pub(super) struct Fields<'a, 't> {
    keys: Keys<'a, 't>,
    fields: &'static [&'static str],
}

impl<'a, 't> Fields<'a, 't> {
    /// The entries of the map here, as far as `fields` go.
    pub(super) fn of(map: Reader<'a, 't>, fields: &'static [&'static str]) -> Self {
        Self { keys: Keys::of(map), fields }
    }

    fn note(&self, entry: &Entry<'_>) {
        let mut unknown = self.keys.map.notes.unknown.borrow_mut();
        if unknown.len() < MOST {
            unknown.push((entry.key_id, nearest(&entry.key, self.fields)));
        }
    }
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let entry = loop {
            match self.keys.entries.next() {
                Some(entry) if self.fields.contains(&entry.key.as_ref()) => break Some(entry),
                Some(entry) => self.note(&entry),
                None => break None,
            }
        };
        self.keys.advance(entry, seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        self.keys.read(seed)
    }
}
