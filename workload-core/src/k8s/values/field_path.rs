//! What the downward API gives a container: fields of its Pod, its own resources.

use super::error::is_not;
use super::label::{check_annotation_key, check_label_key};
use super::text_value;
use crate::syntax::text::{Message, nearest, same};

text_value! {
    /// A field of the Pod that a container may be told, such as `status.podIP` or
    /// `metadata.labels['team']`.
    FieldPath, check: check_field, expects: "a field of the Pod in quotes, such as `\"status.podIP\"`"
}

text_value! {
    /// A resource of the container that it may be told, such as `limits.cpu`.
    ContainerResource, check: check_resource, expects: "a resource in quotes, such as `\"limits.cpu\"`"
}

/// The fields that `fieldRef` of `EnvVarSource` documents.
const FIELDS: [&str; 9] = [
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// The resources that `resourceFieldRef` of `EnvVarSource` documents.
const RESOURCES: [&str; 6] = [
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
];

pub(crate) const fn check_field(text: &str) -> Result<(), Message> {
    if let Some(key) = subscript(text, "metadata.labels['") {
        return check_label_key(key);
    }
    if let Some(key) = subscript(text, "metadata.annotations['") {
        return check_annotation_key(key);
    }
    among(
        text,
        &FIELDS,
        "a field that a container may be told",
        ", `metadata.labels['KEY']` or `metadata.annotations['KEY']`",
    )
}

pub(crate) const fn check_resource(text: &str) -> Result<(), Message> {
    let huge = subscript_free(text, "limits.hugepages-") || subscript_free(text, "requests.hugepages-");
    if huge {
        Ok(())
    } else {
        among(text, &RESOURCES, "a resource that a container may be told", " or one of hugepages")
    }
}

const fn among(text: &str, words: &[&str], what: &str, more: &str) -> Result<(), Message> {
    let mut at = 0;
    while at < words.len() {
        if same(words[at], text) {
            return Ok(());
        }
        at += 1;
    }
    let mut message = is_not(text, what).push("there are ");
    at = 0;
    while at < words.len() {
        message = message.push(if at == 0 { "" } else { ", " }).push(words[at]);
        at += 1;
    }
    let message = message.push(more);
    Err(match nearest(text, words) {
        Some(word) => message.push("; did you mean ").push_quoted(word).push("?"),
        None => message,
    })
}

/// The key between `start` and `']`, where `text` is made so.
const fn subscript<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let end = "']".len();
    if !subscript_free(text, start)
        || text.len() < start.len() + end
        || !matches!(text.as_bytes(), [.., b'\'', b']'])
    {
        return None;
    }
    let (before, _) = text.split_at(text.len() - end);
    let (_, key) = before.split_at(start.len());
    Some(key)
}

/// Whether `text` begins with `start` and goes on.
const fn subscript_free(text: &str, start: &str) -> bool {
    let mut at = 0;
    while at < start.len() {
        if at >= text.len() || text.as_bytes()[at] != start.as_bytes()[at] {
            return false;
        }
        at += 1;
    }
    text.len() > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_resources_are_checked() {
        for text in
            ["metadata.name", "status.podIP", "metadata.labels['team']", "metadata.annotations['a/b']"]
        {
            assert_eq!(check_field(text), Ok(()), "{text}");
        }
        for text in ["limits.cpu", "requests.hugepages-2Mi"] {
            assert_eq!(check_resource(text), Ok(()), "{text}");
        }
        assert!(check_field("status.podIp").unwrap_err().as_str().contains("did you mean `status.podIP`?"));
        assert!(check_field("metadata.labels").is_err());
        for text in ["metadata.labels['']", "metadata.labels['a b']", "metadata.annotations['/a']"] {
            assert!(check_field(text).is_err(), "{text}");
        }
        assert!(check_resource("cpu").unwrap_err().as_str().contains("there are limits.cpu, "));
    }
}
