//! The entries of a map, those that merge keys bring along included.

use std::borrow::Cow;

use super::node::{Content, NodeId};
use super::scalar::{Scalar, ScalarError, Tag, is_other_word};
use super::tree::{Children, Tree};

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
    /// The key is a number that Go's reader takes for none.
    Large(NodeId),
    /// `<<` stands before what is no map.
    Merge(NodeId),
}

/// Iterates over the entries of a map, with those that merge keys bring in their place.
#[derive(Clone, Debug)]
pub struct Entries<'a, 't> {
    tree: &'a Tree<'t>,
    children: Children<'a, 't>,
    /// The entries of the last merge key that are left.
    merged: Option<Box<std::vec::IntoIter<Entry<'a>>>>,
    has_merged: bool,
}

impl<'a> Entries<'a, '_> {
    /// The next entry, or why the map has no JSON form.
    fn try_next(&mut self) -> Result<Option<Entry<'a>>, KeyError> {
        loop {
            if let Some(entry) = self.merged.as_mut().and_then(Iterator::next) {
                return Ok(Some(entry));
            }
            let (Some(key_id), Some(value)) = (self.children.next(), self.children.next()) else {
                return Ok(None);
            };
            if let Some(key) = self.tree.plain_key(key_id) {
                return Ok(Some(Entry { key: Cow::Borrowed(key), key_id, value }));
            }
            if !self.tree.is_merge(key_id) {
                return Ok(Some(Entry { key: self.tree.key(key_id)?, key_id, value }));
            }
            let mut merged = Vec::new();
            self.tree.merge(value, &mut merged)?;
            self.merged = Some(Box::new(merged.into_iter()));
            self.has_merged = true;
        }
    }
}

impl<'a> Iterator for Entries<'a, '_> {
    type Item = Entry<'a>;

    #[inline]
    fn next(&mut self) -> Option<Entry<'a>> {
        if !self.tree.is_sound {
            return self.try_next().unwrap_or_default();
        }
        let (key_id, value) = (self.children.next()?, self.children.next()?);
        Some(Entry { key: Cow::Borrowed(self.tree.sound_key(key_id)), key_id, value })
    }
}

impl<'t> Tree<'t> {
    /// The entries of a map in the order of the text; none of anything else.
    ///
    /// A `<<` gives the entries of what it names in its place, those of the last map of a list first.
    /// Of a key that stands twice the last is what counts.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Entries<'_, 't> {
        match self.node(id).content {
            Content::Mapping => Entries { children: self.children(id), ..self.no_entries() },
            Content::Sequence | Content::Scalar(_) | Content::Alias(_) => self.no_entries(),
        }
    }

    /// No entries.
    pub(crate) fn no_entries(&self) -> Entries<'_, 't> {
        Entries { tree: self, children: Children::none(self), merged: None, has_merged: false }
    }

    /// Adds the entries of a map; gives whether merge keys brought any.
    pub(super) fn collect<'a>(&'a self, id: NodeId, entries: &mut Vec<Entry<'a>>) -> Result<bool, KeyError> {
        let mut all = self.entries(id);
        while let Some(entry) = all.try_next()? {
            entries.push(entry);
        }
        Ok(all.has_merged)
    }

    /// The text of a key of a sound tree.
    fn sound_key(&self, key: NodeId) -> &str {
        match &self.raw(key).content {
            Content::Scalar(text) => text,
            _ => "",
        }
    }

    /// The text of a key that is spelt as itself.
    pub(super) fn plain_key(&self, key: NodeId) -> Option<&str> {
        let node = self.raw(key);
        match &node.content {
            Content::Scalar(text) if node.tag.is_none() && is_spelt_as_itself(text) => Some(text),
            _ => None,
        }
    }

    /// A key as JSON spells it.
    fn key(&self, key: NodeId) -> Result<Cow<'_, str>, KeyError> {
        match self.node(key).scalar() {
            Some(Ok(Scalar::Null)) | None => Err(KeyError::NotText(key)),
            Some(Ok(Scalar::Int(number))) if number > i128::from(i64::MAX) => Err(KeyError::Large(key)),
            Some(Ok(scalar)) => Ok(spelt(scalar)),
            Some(Err(error)) => Err(KeyError::Tag(error, key)),
        }
    }

    /// Whether a key is the bare `<<`.
    fn is_merge(&self, key: NodeId) -> bool {
        let node = self.raw(key);
        let is_bare = node.plain && node.tag.is_none();
        (is_bare || node.tag == Some(Tag::Merge))
            && matches!(&node.content, Content::Scalar(text) if text == "<<")
    }

    fn merge<'a>(&'a self, value: NodeId, entries: &mut Vec<Entry<'a>>) -> Result<(), KeyError> {
        match self.node(value).content {
            Content::Mapping => self.collect(value, entries).map(|_| ()),
            Content::Sequence if self.resolve(value) == value => {
                // Of a key that several maps have, the first map's counts: the last that is said.
                let items: Vec<_> = self.items(value).collect();
                for item in items.into_iter().rev() {
                    if !matches!(self.node(item).content, Content::Mapping) {
                        return Err(KeyError::Merge(item));
                    }
                    self.collect(item, entries)?;
                }
                Ok(())
            }
            Content::Sequence | Content::Scalar(_) | Content::Alias(_) => Err(KeyError::Merge(value)),
        }
    }

    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.pair(id, key).map(|(_, value)| value)
    }

    /// The key and the value of a key of a map.
    pub(super) fn pair(&self, id: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        if self.is_sound {
            let found = self.entries(id).find(|entry| entry.key == key)?;
            return Some((found.key_id, found.value));
        }
        self.pair_by_text(id, key).unwrap_or_else(|UnusualKey| {
            let found = self.entries(id).filter(|entry| entry.key == key).last()?;
            Some((found.key_id, found.value))
        })
    }

    /// The same for a key that is spelt only as itself, in a map whose keys are so too.
    fn pair_by_text(&self, id: NodeId, key: &str) -> Result<Option<(NodeId, NodeId)>, UnusualKey> {
        if !matches!(self.node(id).content, Content::Mapping) {
            return Ok(None);
        }
        if !is_spelt_as_itself(key) {
            return Err(UnusualKey);
        }
        let mut children = self.children(id);
        let mut found = None;
        while let (Some(key_id), Some(value)) = (children.next(), children.next()) {
            if self.plain_key(key_id).ok_or(UnusualKey)? == key {
                found = Some((key_id, value));
            }
        }
        Ok(found)
    }
}

/// A key that may be spelt in another way than its text: a bool, a number, a merge.
struct UnusualKey;

/// Whether a bare text is a text and nothing else, told by its first byte and, where that is one of theirs, by
/// the words that are bools or nothing.
pub(super) fn is_spelt_as_itself(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && !is_other_word(text)
}

/// A key as it is spelt in JSON.
pub(super) fn spelt(scalar: Scalar<'_>) -> Cow<'_, str> {
    match scalar {
        Scalar::Text(text) => text,
        Scalar::Null => Cow::Borrowed(""),
        Scalar::Bool(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
        Scalar::Int(number) => Cow::Owned(number.to_string()),
        Scalar::Float(number) => Cow::Owned(float_key(number)),
    }
}

/// A number as Go's reader spells it as a key: as short as 32 bits allow, with an exponent where it is large or
/// small.
#[allow(clippy::cast_possible_truncation, reason = "Go's reader does so")]
fn float_key(number: f64) -> String {
    let short = number as f32;
    if !number.is_finite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return if number.is_nan() { ".nan".to_owned() } else { format!("{sign}.inf") };
    }
    let scientific = format!("{short:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let is_long = !(-4..6).contains(&exponent);
    if is_long {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    short.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::documents;

    #[test]
    fn numbers_are_keys_as_go_spells_them() {
        for (number, key) in [
            (1.5, "1.5"),
            (100_000.5, "100000.5"),
            (1_234_567.5, "1.2345675e+06"),
            (1e20, "1e+20"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (-1.0, "-1"),
            (-0.0, "-0"),
            (f64::INFINITY, ".inf"),
            (f64::NEG_INFINITY, "-.inf"),
        ] {
            assert_eq!(float_key(number), key);
        }
    }

    #[test]
    fn of_the_maps_that_are_merged_the_first_counts() {
        let text = "<<: [{a: 1, b: 1}, {a: 2, c: 2}]\nb: own\n";
        let tree = documents(text).next().unwrap().tree.unwrap();
        let at = |key: &str| &text[tree.node(tree.get(NodeId::ROOT, key).unwrap()).span.range()];
        assert_eq!([at("a"), at("b"), at("c")], ["1", "own", "2"]);
    }

    #[test]
    fn only_maps_are_merged() {
        for text in
            ["<<: a\n", "<<:\n", "<<: [a]\n", "x: &x [{a: b}]\ny: {<<: *x}\n", "{18446744073709551615: a}\n"]
        {
            assert!(documents(text).next().unwrap().tree.is_err(), "{text}");
        }
        for text in ["\"<<\": a\n", "x: &x {a: b}\n<<: *x\n", "!!merge <<: {a: b}\n"] {
            assert!(documents(text).next().unwrap().tree.is_ok(), "{text}");
        }
    }
}
