//! What the downward API gives a container: fields of its Pod, its own resources.

use super::error::is_not;
use super::text_value;
use crate::text::{Message, nearest, same};

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

const fn check_field(text: &str) -> Result<(), Message> {
    if subscript(text, "metadata.labels['") || subscript(text, "metadata.annotations['") {
        return Ok(());
    }
    among(
        text,
        &FIELDS,
        "a field that a container may be told",
        ", `metadata.labels['KEY']` or `metadata.annotations['KEY']`",
    )
}

const fn check_resource(text: &str) -> Result<(), Message> {
    let huge = subscript_free(text, "limits.hugepages-") || subscript_free(text, "requests.hugepages-");
    if huge {
        Ok(())
    } else {
        among(text, &RESOURCES, "a resource that a container may be told", " or one of hugepages")
    }
}

const fn among(text: &str, words: &[&str], what: &str, more: &str) -> Result<(), Message> {
    let mut message = is_not(text, what).push("there are ");
    let mut at = 0;
    while at < words.len() {
        if same(words[at], text) {
            return Ok(());
        }
        message = message.push(if at == 0 { "" } else { ", " }).push(words[at]);
        at += 1;
    }
    let message = message.push(more);
    Err(match nearest(text, words) {
        Some(word) => message.push("; did you mean ").push_quoted(word).push("?"),
        None => message,
    })
}

/// Whether `text` is `start`, a key and `']`.
const fn subscript(text: &str, start: &str) -> bool {
    let bytes = text.as_bytes();
    subscript_free(text, start) && bytes.len() > start.len() + 2 && matches!(bytes, [.., b'\'', b']'])
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
        assert!(check_field("metadata.labels['']").is_err());
        assert!(check_resource("cpu").unwrap_err().as_str().contains("there are limits.cpu, "));
    }
}
