//! Qualified names, of which the API server says each fault in a message of its own.

use serde_json::Value;

use crate::cluster::json::{items, text};
use crate::cluster::status::StatusCause;

/// Metadata is checked by the server and by the kind, and a change of it as such too.
pub(super) fn metadata(object: &Value, is_change: bool, causes: &mut Vec<StatusCause>) {
    let is_owner = |cause: &&StatusCause| cause.field.starts_with("metadata.ownerReferences");
    let owners: Vec<StatusCause> = causes.iter().filter(is_owner).cloned().collect();
    if is_change {
        (0..3).for_each(|_| causes.extend(owners.clone()));
    }
    let is_annotations = |cause: &StatusCause| cause.field == "metadata.annotations";
    let Some(first) = causes.iter().find(|cause| is_annotations(cause)).cloned() else { return };
    let wrong = causes.iter().filter(|cause| is_annotations(cause)).count();
    causes.retain(|cause| !is_annotations(cause));
    let keys = object["metadata"]["annotations"].as_object().into_iter().flatten().map(|(key, _)| key);
    let messages = keys.map(|key| qualified_name_messages(key)).sum::<usize>().max(wrong);
    causes.extend(vec![first; messages]);
}

/// How many messages the server has for a name such as `example.com/name`.
fn qualified_name_messages(text: &str) -> usize {
    let (prefix, name) = text.split_once('/').map_or((None, text), |(prefix, name)| (Some(prefix), name));
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_sound = name.starts_with(is_word) && name.ends_with(is_word);
    let plain = name.chars().all(|c| is_word(c) || "-_.".contains(c));
    usize::from(prefix == Some("")) + usize::from(name.is_empty()) + usize::from(!is_sound || !plain)
}

/// Each gate is a name, and a wrong one may have several messages.
pub(super) fn gates(object: &Value, causes: &mut Vec<StatusCause>) {
    for (place, gate) in items(&object["template"]["spec"]["schedulingGates"]).iter().enumerate() {
        let field = format!("template.spec.schedulingGates[{place}]");
        let messages = qualified_name_messages(text(&gate["name"]));
        if messages > 1 {
            causes.extend(vec![StatusCause::new("Invalid", field); messages - 1]);
        }
    }
}
