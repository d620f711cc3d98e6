//! A list of texts: a command, its arguments, the names of Secrets.

use super::address::Address;
use super::address_text::AddressText;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{FieldName, ToPart, forms};
use crate::syntax::text::Message;

/// A list of texts, written `["redis-server", "--save", "60 1"]`, or one text alone.
///
/// Lists are equal when their texts are, and are serialized as a list of texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<AddressText>", into = "Vec<AddressText>")]
pub struct Words(List);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Vec::<AddressText>::from(self.clone()) == Vec::<AddressText>::from(other.clone())
    }
}

impl Eq for Words {}

impl Default for Words {
    /// No text.
    fn default() -> Self {
        Self(List::Owned(Vec::new()))
    }
}

#[derive(Clone, Debug)]
enum List {
    Literal(&'static [&'static str]),
    One(&'static str),
    Owned(Vec<String>),
    Addressed(Vec<AddressText>),
}

impl Words {
    const fn literal(words: &'static [&'static str]) -> Self {
        Self(List::Literal(words))
    }

    #[track_caller]
    const fn one(word: &'static str) -> Self {
        let bytes = word.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == b' ' {
                let message = Message::new()
                    .push_quoted(word)
                    .push(" is one text with blanks in it, which no shell takes apart: write a list, `[\"…\", \"…\"]`");
                panic!("{}", message.as_str());
            }
            at += 1;
        }
        Self(List::One(word))
    }

    /// The texts that hold addresses, by their place in the list.
    pub(crate) fn addresses(&self) -> Vec<(usize, AddressText)> {
        let List::Addressed(texts) = &self.0 else { return Vec::new() };
        let texts = texts.iter().cloned().enumerate();
        texts.filter(|(_, text)| text.has_address()).collect()
    }
}

forms!(Words: "a list of texts, such as `[\"a\", \"b\"]`", text => Words::one, list => Words::literal);

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        match words.0 {
            List::Literal(words) => words.iter().map(|word| (*word).to_owned()).collect(),
            List::One(word) => vec![word.to_owned()],
            List::Owned(words) => words,
            List::Addressed(texts) => texts.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Words> for Vec<AddressText> {
    fn from(words: Words) -> Self {
        match words.0 {
            List::Addressed(texts) => texts,
            other => Vec::<String>::from(Words(other)).into_iter().map(Into::into).collect(),
        }
    }
}

impl<W: Into<String>> FromIterator<W> for Words {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self(List::Owned(words.into_iter().map(Into::into).collect()))
    }
}

impl From<Vec<AddressText>> for Words {
    fn from(texts: Vec<AddressText>) -> Self {
        Self(List::Addressed(texts))
    }
}

/// A text of a list, in a field: `Vec<String>`, `Vec<&'static str>`, `Vec<AddressText>`.
trait Text: Clone {
    fn text(&self) -> AddressText;
}

impl Text for String {
    fn text(&self) -> AddressText {
        self.clone().into()
    }
}

impl Text for &'static str {
    fn text(&self) -> AddressText {
        (*self).into()
    }
}

impl Text for AddressText {
    fn text(&self) -> AddressText {
        self.clone()
    }
}

impl Text for Address {
    fn text(&self) -> AddressText {
        self.clone().into()
    }
}

/// A list of such texts, or one alone.
macro_rules! lists {
    ($($text:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToPart<Words> for Vec<$text> {
            fn to_part(&self, _: &FieldName) -> Option<Words> {
                Some(self.iter().map(Text::text).collect::<Vec<_>>().into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl ToPart<Words> for $text {
            fn to_part(&self, _: &FieldName) -> Option<Words> {
                Some(vec![self.text()].into())
            }
        }
    )+};
}

lists!(String, &'static str, AddressText, Address);
