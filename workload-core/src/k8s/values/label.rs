//! Keys and values of labels, and keys of annotations: Kubernetes' qualified names.

use super::dns::{Case, check_subdomain};
use super::error::explain;
use super::text_value;
use crate::syntax::text::Message;

/// The longest name after the prefix, and the longest value of a label.
const LONGEST: usize = 63;

/// The longest domain of a resource that a quota can still name.
const LONGEST_DOMAIN: usize = 253 - "requests.".len();

text_value! {
    /// The key of a label, such as `team` or `shop.example/team`.
    LabelKey, check: check_label_key, expects: "the key of a label in quotes, such as `\"team\"`"
}

text_value! {
    /// The value of a label: at most 63 letters, digits, `-`, `_` and `.`, or nothing.
    LabelValue, check: check_label_value, expects: "the value of a label in quotes, such as `\"shop\"`"
}

text_value! {
    /// The key of an annotation, such as `prometheus.io/scrape`.
    AnnotationKey, check: check_annotation_key, expects: "the key of an annotation in quotes, such as `\"prometheus.io/scrape\"`"
}

text_value! {
    /// A resource of a container: `cpu`, `memory`, `ephemeral-storage`, `hugepages-2Mi`, or one
    /// with a domain such as `nvidia.com/gpu`.
    ResourceName, check: check_resource, expects: "the name of a resource in quotes, such as `\"nvidia.com/gpu\"`"
}

pub(crate) const fn check_label_key(text: &str) -> Result<(), Message> {
    explain(text, "the key of a label", qualified(text, Case::Lower))
}

pub(crate) const fn check_annotation_key(text: &str) -> Result<(), Message> {
    // The server lowers the case of annotation keys before it looks at them.
    explain(text, "the key of an annotation", qualified(text, Case::Any))
}

pub(crate) const fn check_label_value(text: &str) -> Result<(), Message> {
    let checked = if text.is_empty() { Ok(()) } else { plain(text.as_bytes(), 0) };
    explain(text, "the value of a label", checked)
}

/// Checks a qualified name; `what` is what it should be, as in "a finalizer".
pub(crate) const fn check_qualified(text: &str, what: &str) -> Result<(), Message> {
    explain(text, what, qualified(text, Case::Lower))
}

pub(crate) const fn check_resource(text: &str) -> Result<(), Message> {
    let standard = matches!(text.as_bytes(), b"cpu" | b"memory" | b"ephemeral-storage")
        || matches!(text.as_bytes(), [b'h', b'u', b'g', b'e', b'p', b'a', b'g', b'e', b's', b'-', _, ..]);
    let checked = match (qualified(text, Case::Lower), slash(text.as_bytes())) {
        (Ok(()), None) if standard => Ok(()),
        (Ok(()), None) => Err(
            "it is none of Kubernetes' own (cpu, memory, ephemeral-storage, hugepages-…) and has no domain, such as `nvidia.com/gpu`",
        ),
        (Ok(()), Some(domain)) => countable(text.as_bytes(), domain),
        (wrong, _) => wrong,
    };
    explain(text, "the name of a resource", checked)
}

/// Checks that a quota can count the resource: it puts `requests.` before the domain.
const fn countable(bytes: &[u8], domain: usize) -> Result<(), &'static str> {
    if matches!(bytes, [b'r', b'e', b'q', b'u', b'e', b's', b't', b's', b'.', ..]) {
        return Err("`requests.` is what a quota puts before it: leave it out");
    }
    if domain > LONGEST_DOMAIN { Err("its domain has more than 244 characters") } else { Ok(()) }
}

/// Checks `[prefix/]name`.
const fn qualified(text: &str, case: Case) -> Result<(), &'static str> {
    let bytes = text.as_bytes();
    let Some(slash) = slash(bytes) else { return plain(bytes, 0) };
    if slash == 0 {
        return Err("there is nothing before the `/`");
    }
    match check_subdomain(bytes, slash, case) {
        Ok(()) => plain(bytes, slash + 1),
        wrong => wrong,
    }
}

const fn slash(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'/' {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Checks letters, digits, `-`, `_` and `.`, beginning and ending with a letter or a digit.
const fn plain(bytes: &[u8], from: usize) -> Result<(), &'static str> {
    let end = bytes.len();
    if from == end {
        return Err("it is empty");
    }
    if end - from > LONGEST {
        return Err("it has more than 63 characters");
    }
    if !bytes[from].is_ascii_alphanumeric() || !bytes[end - 1].is_ascii_alphanumeric() {
        return Err("it must begin and end with a letter or a digit");
    }
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => at += 1,
            b'/' => return Err("only one `/` is allowed, after the domain"),
            b' ' => return Err("a blank is not allowed, write `-`"),
            _ => return Err("only letters, digits, `-`, `_` and `.` are allowed"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_ones_are_taken() {
        for text in ["team", "shop.example/team", "A_b.c-1", "app.kubernetes.io/name"] {
            assert_eq!(check_label_key(text), Ok(()), "{text}");
        }
        for text in ["", "v1.2.3", "Yes"] {
            assert_eq!(check_label_value(text), Ok(()), "{text}");
        }
        for text in ["cpu", "hugepages-2Mi", "nvidia.com/gpu"] {
            assert_eq!(check_resource(text), Ok(()), "{text}");
        }
        assert_eq!(check_annotation_key("Shop.Example/Team"), Ok(()));
    }

    #[test]
    fn wrong_ones_are_explained() {
        for (checked, reason) in [
            (check_label_key(""), "empty"),
            (check_label_key("Shop.Example/team"), "lower case"),
            (check_label_key("a/b/c"), "only one `/`"),
            (check_label_key("/team"), "before the `/`"),
            (check_label_key("shop/"), "empty"),
            (check_label_key("a b"), "write `-`"),
            (check_label_key("-a"), "begin and end"),
            (check_label_value(&"x".repeat(64)), "63"),
            (check_label_value("a/b"), "only one `/`"),
            (check_resource("gpu"), "has no domain"),
            (check_resource("requests.nvidia.com/gpu"), "leave it out"),
        ] {
            let error = checked.unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }
}
