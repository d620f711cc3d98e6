//! The entries of a map, those that merge keys bring along included.

use std::borrow::Cow;

use super::node::{Content, NodeId};
use super::scalar::{Scalar, ScalarError, Tag};
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
    /// The key is a number that Go's reader takes for none.
    Large(NodeId),
    /// `<<` stands before what is no map.
    Merge(NodeId),
}

impl Tree<'_> {
    /// The entries of a map in the order of the text; none of anything else.
    ///
    /// A `<<` gives the entries of what it names in its place, those of the last map of a list first.
    /// Of a key that stands twice the last is what counts.
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
                Some(Ok(Scalar::Int(number))) if number > i128::from(i64::MAX) => {
                    return Err(KeyError::Large(key_id));
                }
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
        let is_bare = node.plain && node.tag.is_none();
        (is_bare || node.tag == Some(Tag::Merge))
            && matches!(&node.content, Content::Scalar(text) if text == "<<")
    }

    fn merge<'a>(&'a self, value: NodeId, entries: &mut Vec<Entry<'a>>) -> Result<(), KeyError> {
        match self.node(value).content {
            Content::Mapping => self.collect(value, entries),
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
        self.get_by_text(id, key).unwrap_or_else(|UnusualKey| {
            self.entries(id).into_iter().rev().find(|entry| entry.key == key).map(|entry| entry.value)
        })
    }

    /// The same for a key that is spelt only as itself, in a map whose keys are so too.
    fn get_by_text(&self, id: NodeId, key: &str) -> Result<Option<NodeId>, UnusualKey> {
        if !matches!(self.node(id).content, Content::Mapping) {
            return Ok(None);
        }
        if !is_spelt_as_itself(key.as_bytes()) {
            return Err(UnusualKey);
        }
        let mut children = self.children(id);
        let mut found = None;
        while let (Some(key_id), Some(value)) = (children.next(), children.next()) {
            let node = self.raw(key_id);
            match &node.content {
                Content::Scalar(text) if node.tag.is_none() && is_spelt_as_itself(text.as_bytes()) => {
                    if text == key {
                        found = Some(value);
                    }
                }
                _ => return Err(UnusualKey),
            }
        }
        Ok(found)
    }
}

/// A key that may be spelt in another way than its text: a bool, a number, a merge.
struct UnusualKey;

/// Whether a bare text is a text and nothing else, told by its first byte and its length: words that are
/// bools or nothing have up to five bytes.
fn is_spelt_as_itself(text: &[u8]) -> bool {
    match text {
        [b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O', rest @ ..] => {
            rest.len() > 4 || text == b"name"
        }
        [first, ..] => first.is_ascii_alphabetic(),
        [] => false,
    }
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
