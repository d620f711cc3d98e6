//! A text with addresses of workloads in it, written out when the app's namespace is known.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::Address;

/// A text with addresses in it, for variables, arguments and files:
/// `AddressText::format("redis://{}/0", redis.address())`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AddressText {
    pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Piece {
    Text(Cow<'static, str>),
    Address(Address),
}

impl AddressText {
    /// The text of `pattern` with the addresses in the place of each `{}`, in their order; `{{` and
    /// `}}` stand for braces.
    ///
    /// # Panics
    ///
    /// When there are more or fewer addresses than places for them.
    #[must_use]
    #[track_caller]
    pub fn format(pattern: &str, addresses: impl IntoAddresses) -> Self {
        let addresses = addresses.into_addresses();
        let texts = split(pattern);
        check_places(pattern, texts.len() - 1, addresses.len());
        let mut addresses = addresses.into_iter();
        let mut pieces = Vec::new();
        for text in texts {
            if !text.is_empty() {
                pieces.push(Piece::Text(text.into()));
            }
            pieces.extend(addresses.next().map(Piece::Address));
        }
        Self { pieces }
    }

    /// The text as an app in the namespace `caller` needs it, in a stack with the namespace `stack`.
    pub(crate) fn seen_from(&self, caller: Option<&str>, stack: Option<&str>) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Address(address) => address.seen_from(caller, stack).to_string(),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// Whether it changes with the namespace.
    pub(crate) fn has_address(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Address(_)))
    }
}

/// Panics when a text has more or fewer places than addresses are given.
#[track_caller]
fn check_places(pattern: &str, places: usize, given: usize) {
    assert!(
        places == given,
        "`{pattern}` has {places} places for an address, written `{{}}`, and {given} are given"
    );
}

/// The texts around each `{}`, with doubled braces made single.
fn split(pattern: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('{', Some('}')) => {
                chars.next();
                texts.push(String::new());
                continue;
            }
            ('{', Some('{')) | ('}', Some('}')) => drop(chars.next()),
            _ => {}
        }
        if let Some(text) = texts.last_mut() {
            text.push(c);
        }
    }
    texts
}

impl fmt::Display for AddressText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.seen_from(None, None))
    }
}

impl From<Address> for AddressText {
    fn from(address: Address) -> Self {
        Self { pieces: vec![Piece::Address(address)] }
    }
}

impl From<String> for AddressText {
    fn from(text: String) -> Self {
        Self { pieces: vec![Piece::Text(text.into())] }
    }
}

impl From<&'static str> for AddressText {
    fn from(text: &'static str) -> Self {
        Self { pieces: vec![Piece::Text(text.into())] }
    }
}

/// One address or several, for the places of a text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no address of a workload",
    label = "expected `redis.address()`, or several in brackets",
    note = "each `{{}}` stands for an address; any other text is written into the pattern, with `format!` where it comes at run time"
)]
pub trait IntoAddresses {
    /// The addresses, in their order.
    fn into_addresses(self) -> Vec<Address>;
}

impl IntoAddresses for Address {
    fn into_addresses(self) -> Vec<Address> {
        vec![self]
    }
}

impl IntoAddresses for Vec<Address> {
    fn into_addresses(self) -> Vec<Address> {
        self
    }
}

impl<const N: usize> IntoAddresses for [Address; N] {
    fn into_addresses(self) -> Vec<Address> {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redis() -> Address {
        Address::new("redis".to_owned(), None, vec![(None, 6379)])
    }

    #[test]
    fn addresses_stand_in_their_places() {
        let text = AddressText::format("{{a}} redis://{}/0,{}", [redis(), redis().of_pod("redis-1")]);
        assert_eq!(text.to_string(), "{a} redis://redis:6379/0,redis-1.redis:6379");
        let there =
            "{a} redis://redis.shop.svc.cluster.local:6379/0,redis-1.redis.shop.svc.cluster.local:6379";
        assert_eq!(text.seen_from(None, Some("shop")), there);
        assert!(text.has_address() && !AddressText::from("plain").has_address());
    }

    #[test]
    #[should_panic(expected = "`redis://` has 0 places for an address, written `{}`, and 1 are given")]
    fn an_address_without_a_place_is_refused() {
        let _ = AddressText::format("redis://", redis());
    }
}
