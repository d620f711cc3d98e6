//! A list of texts: a command, its arguments, the names of Secrets.

use crate::k8s::literal::{FieldName, FromField, forms};

/// A list of texts, written `["redis-server", "--save", "60 1"]`, or one text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(List);

#[derive(Clone, Debug, PartialEq, Eq)]
enum List {
    Literal(&'static [&'static str]),
    One(&'static str),
    Owned(Vec<String>),
}

impl Words {
    const fn literal(words: &'static [&'static str]) -> Self {
        Self(List::Literal(words))
    }

    const fn one(word: &'static str) -> Self {
        Self(List::One(word))
    }
}

forms!(Words: "a list of texts, such as `[\"a\", \"b\"]`", text => Words::one, list => Words::literal);

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        match words.0 {
            List::Literal(words) => words.iter().map(|word| (*word).to_owned()).collect(),
            List::One(word) => vec![word.to_owned()],
            List::Owned(words) => words,
        }
    }
}

impl<W: Into<String>> FromIterator<W> for Words {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self(List::Owned(words.into_iter().map(Into::into).collect()))
    }
}

impl FromField<Vec<String>> for Words {
    fn from_field(_: &FieldName, words: &Vec<String>) -> Option<Self> {
        Some(words.iter().cloned().collect())
    }
}

impl FromField<Vec<&'static str>> for Words {
    fn from_field(_: &FieldName, words: &Vec<&'static str>) -> Option<Self> {
        Some(words.iter().copied().collect())
    }
}

impl FromField<String> for Words {
    fn from_field(_: &FieldName, word: &String) -> Option<Self> {
        Some([word.clone()].into_iter().collect())
    }
}
