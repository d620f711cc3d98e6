//! What refers to objects that somebody else made: their names, their namespaces, their keys.

use super::dns::{Case, check_subdomain};
use super::error::{explain, is_not};
use super::name::check_label;
use super::text_value;
use crate::syntax::text::Message;

/// The longest key of a ConfigMap or a Secret.
const LONGEST_KEY: usize = 253;

text_value! {
    /// The name of an object that is only referred to, such as a Secret: at most 253 of `a-z`,
    /// `0-9`, `-` and `.`.
    ///
    /// What is made here has a [`Name`](super::Name), which is shorter and without dots.
    ObjectName, check: check_object, expects: "the name of an object in quotes, such as `\"redis-secret\"`"
}

text_value! {
    /// The name of a namespace: at most 63 of `a-z`, `0-9` and `-`.
    Namespace, check: check_namespace, expects: "the name of a namespace in quotes, such as `\"shop\"`"
}

text_value! {
    /// A key in a ConfigMap or a Secret: at most 253 letters, digits, `-`, `_` and `.`, not
    /// beginning with `..`.
    DataKey, check: check_key, expects: "a key of a ConfigMap or Secret in quotes, such as `\"password\"`"
}

const fn check_object(text: &str) -> Result<(), Message> {
    explain(text, "the name of an object", check_subdomain(text.as_bytes(), text.len(), Case::Lower))
}

const fn check_namespace(text: &str) -> Result<(), Message> {
    check_label(text, "a namespace")
}

const KEY: &str = "a key of a ConfigMap or Secret";

pub(crate) const fn check_key(text: &str) -> Result<(), Message> {
    match key(text.as_bytes()) {
        Ok(()) => Ok(()),
        Err(reason) => Err(is_not(text, KEY).push(reason)),
    }
}

const fn key(bytes: &[u8]) -> Result<(), &'static str> {
    if bytes.is_empty() {
        return Err("it is empty");
    }
    if bytes.len() > LONGEST_KEY {
        return Err("it has more than 253 characters");
    }
    if bytes[0] == b'.' && (bytes.len() == 1 || bytes[1] == b'.') {
        return Err("it becomes a file name, so it must not be `.` or begin with `..`");
    }
    key_characters(bytes)
}

const fn key_characters(bytes: &[u8]) -> Result<(), &'static str> {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => at += 1,
            b'/' => return Err("`/` is not allowed: the key is a file name, not a path"),
            _ => return Err("only letters, digits, `-`, `_` and `.` are allowed"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_may_have_dots() {
        for text in ["a", "redis.v1", "0-a.b-1", "x".repeat(253).as_str()] {
            assert_eq!(check_object(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn wrong_names_are_explained() {
        for (text, reason) in [
            ("", "it is empty"),
            ("Upper", "write it in lower case"),
            ("a_b", "write `-`"),
            ("a.", "begin and end"),
            ("-a", "begin and end"),
            ("a..b", "before and after a dot"),
            ("a.-b", "before and after a dot"),
            ("a b", "only a-z"),
            ("x".repeat(254).as_str(), "more than 253"),
        ] {
            let error = ObjectName::parse(text.to_owned()).unwrap_err();
            assert!(error.message().contains(reason), "{error}");
        }
        assert_eq!(
            Namespace::parse("a.b").unwrap_err().message(),
            "`a.b` is not a namespace: only a-z, 0-9 and `-` are allowed"
        );
    }

    #[test]
    fn keys_are_file_names() {
        for text in ["k", "redis.conf", ".env", "A_b-c", "x".repeat(253).as_str()] {
            assert_eq!(check_key(text), Ok(()), "{text}");
        }
        for (text, reason) in [
            ("", "empty"),
            (".", "must not be `.`"),
            ("..", "begin with `..`"),
            ("..data", "begin with `..`"),
            ("a/b", "not a path"),
            ("a b", "only letters"),
            ("x".repeat(254).as_str(), "more than 253"),
        ] {
            let error = check_key(text).unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }
}
