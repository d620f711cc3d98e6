//! The entries of a map for serde: the fields of a struct, or free keys.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer as _, MapAccess};

use super::error::DecodeError;
use super::node::{FieldUse, Reader};
use crate::k8s::facts::fields::FieldFact;
use crate::syntax::text::nearest;
use crate::syntax::yaml::{Entries, Entry, NodeId};
use crate::validate::field_error::ErrorType;

/// Iterates over a map with free keys, such as labels.
pub(super) struct Keys<'a, 't> {
    map: Reader<'a, 't>,
    entries: Entries<'a, 't>,
    value: Option<NodeId>,
    /// Whether the keys are free, rather than the fields of a struct.
    are_free: bool,
}

impl<'a, 't> Keys<'a, 't> {
    /// The entries of the map here.
    pub(super) fn of(map: Reader<'a, 't>) -> Self {
        Self { map, entries: map.tree.entries(map.id), value: None, are_free: true }
    }

    /// The fields of a struct that serde reads as a map; unknown ones are ignored within.
    pub(super) fn of_struct(map: Reader<'a, 't>) -> Self {
        Self { are_free: false, ..Self::of(map.lenient()) }
    }

    /// No entries.
    pub(super) fn empty(map: Reader<'a, 't>) -> Self {
        Self { map, entries: map.tree.no_entries(), value: None, are_free: true }
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

    fn value(&mut self) -> NodeId {
        self.value.take().unwrap_or(self.map.id)
    }
}

impl<'de> MapAccess<'de> for Keys<'_, '_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let entry = self.entries.next();
        self.advance(entry, seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let value = self.value();
        let reader = if self.are_free { self.map.entry(value) } else { self.map.child(value) };
        let decoded = seed.deserialize(reader).map_err(|error| error.at(value));
        self.map.log.ignored.set(false);
        decoded
    }
}

/// Iterates over the fields of a struct; unknown keys are logged.
///
/// The struct itself knows its fields by name: it ignores the values of all others.
pub(super) struct Fields<'a, 't> {
    keys: Keys<'a, 't>,
    /// The entry whose value is decoded next.
    entry: Option<Entry<'a>>,
    fields: &'static [&'static str],
    /// Whether this is a whole object, with an API version and a kind.
    is_object: bool,
    /// What is known of the fields beside their names.
    facts: &'static [FieldFact],
}

impl<'a, 't> Fields<'a, 't> {
    /// The entries of the map here that are among `fields`.
    pub(super) fn of(
        map: Reader<'a, 't>,
        fields: &'static [&'static str],
        facts: &'static [FieldFact],
    ) -> Self {
        // A reference to an object has an API version and a kind too, and no metadata.
        let is_object = matches!(fields, ["apiVersion", "kind", ..]) && fields.contains(&"metadata");
        Self { keys: Keys::of(map), entry: None, fields, is_object, facts }
    }

    /// Logs every key as unknown.
    pub(super) fn log_all(self) {
        self.keys.entries.clone().for_each(|entry| self.log_unknown(&entry));
    }

    /// Logs a field that not every version of Kubernetes has, or keeps. Whether there is one.
    fn log_use(&self, entry: &Entry<'_>) -> bool {
        let fact = self.facts.iter().find(|fact| fact.name == entry.key);
        fact.is_some_and(|fact| {
            self.keys.map.log.uses.borrow_mut().push(FieldUse {
                key: entry.key_id,
                value: entry.value,
                fact,
            });
            true
        })
    }

    fn log_unknown(&self, entry: &Entry<'_>) {
        if self.keys.map.is_lenient || self.log_use(entry) {
            return;
        }
        let mut unknown = self.keys.map.log.unknown_fields.borrow_mut();
        if self.keys.map.log.limit.lets(unknown.len()) {
            unknown.push((entry.key_id, nearest(&entry.key, self.fields)));
        } else {
            self.keys.map.log.count_beyond(ErrorType::UnknownField);
        }
    }
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let entry = loop {
            match self.keys.entries.next() {
                // The header is read before; the server ignores that of a template.
                Some(entry) if self.is_object && matches!(entry.key.as_ref(), "apiVersion" | "kind") => {
                    self.keys.map.child(entry.value).text();
                }
                entry => break entry,
            }
        };
        let Some(entry) = entry else { return Ok(None) };
        // Few types have a fact, and few fields of these.
        let has_fact = self.facts.iter().any(|fact| fact.name == entry.key);
        if has_fact && self.fields.contains(&entry.key.as_ref()) {
            self.log_use(&entry);
        }
        let key: StrDeserializer<'_, DecodeError> = entry.key.as_ref().into_deserializer();
        let key = seed.deserialize(key)?;
        self.entry = Some(entry);
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let value = self.entry.as_ref().map_or(self.keys.map.id, |entry| entry.value);
        let decoded = seed.deserialize(self.keys.map.child(value)).map_err(|error| error.at(value));
        if self.keys.map.log.ignored.take() {
            self.entry.iter().for_each(|entry| self.log_unknown(entry));
        }
        decoded
    }
}
