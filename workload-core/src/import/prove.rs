//! What the generated description says is compared with the input; what no key says becomes an edit.

use serde_json::Value as Json;

use super::app::{App, Edit};
use super::compare::{differences, first_set, stored_in_any_order};
use super::evaluate::objects;
use super::kinds::Kind;
use crate::syntax::text::pointer_names;

/// How often edits are made coarser before the object is given up.
const TRIES: usize = 6;

/// Completes an app with the edits that make its objects equal to the input; none when that cannot be done.
pub(super) fn complete(mut app: App, inputs: &[&Json]) -> Option<App> {
    for round in 0..TRIES {
        let made = objects(&app)?;
        if made.len() != inputs.len() {
            return None;
        }
        let mut edits = Vec::new();
        for input in inputs {
            let name = &input["metadata"]["name"];
            let is_same = |made: &&Json| made["kind"] == input["kind"] && made["metadata"]["name"] == *name;
            let made = made.iter().find(is_same)?;
            let is_service = input["kind"] == "Service";
            let is_edited =
                Kind::of(input) == Some(app.kind) || is_service && name.as_str() == app.service.as_deref();
            for place in differences(&stored_in_any_order(made), &stored_in_any_order(input)) {
                // A companion whose keys cannot say all of it is no part of the app.
                if !is_edited {
                    return None;
                }
                edits.push(edit(made, input, &place, is_service, round));
            }
        }
        if edits.is_empty() {
            return Some(app);
        }
        app.edits.extend(edits);
        reduce(&mut app.edits);
    }
    None
}

/// The fields of an object that an app does not say, as far as it has them; none where it does not give the object at all.
pub(super) fn unsaid(app: &App, object: &Json) -> Option<Vec<String>> {
    let made = objects(app)?;
    let is_same = |made: &&Json| {
        made["kind"] == object["kind"] && made["metadata"]["name"] == object["metadata"]["name"]
    };
    let made = made.iter().find(is_same)?;
    let fields = differences(&stored_in_any_order(made), &stored_in_any_order(object));
    Some(fields.iter().map(|field| dotted(field)).collect())
}

/// A JSON pointer as people write it: `spec.replicas`.
pub(super) fn dotted(pointer: &str) -> String {
    pointer_names(pointer).collect::<Vec<_>>().join(".")
}

/// The edit that gives the field the input's value: of the field itself, or of one around it after other tries.
fn edit(made: &Json, input: &Json, place: &str, is_service: bool, round: usize) -> Edit {
    let mut pointer = place;
    for _ in 0..round {
        pointer = pointer
            .rsplit_once('/')
            .map_or(pointer, |(parent, _)| if parent.is_empty() { pointer } else { parent });
    }
    // Lists are sorted before they are compared: an item's place says nothing of the object as it was written.
    let is_list =
        |list: &&str| [input, made].iter().any(|object| object.pointer(list).is_some_and(Json::is_array));
    if let Some(list) = first_set(pointer).filter(is_list) {
        pointer = list;
    }
    // What neither has is a default that follows from a field around it.
    while input.pointer(pointer).is_none() && made.pointer(pointer).is_none() {
        match pointer.rsplit_once('/') {
            Some((parent, _)) if !parent.is_empty() => pointer = parent,
            _ => break,
        }
    }
    let value = input.pointer(pointer).filter(|value| !value.is_null()).cloned();
    Edit { is_service, pointer: pointer.to_owned(), value }
}

/// Leaves out edits that a later one of a field around them makes needless.
fn reduce(edits: &mut Vec<Edit>) {
    let all = edits.clone();
    let mut at = 0;
    edits.retain(|edit| {
        let here = at;
        at += 1;
        !all[here + 1..].iter().any(|later| {
            later.is_service == edit.is_service
                && (edit.pointer == later.pointer || edit.pointer.starts_with(&format!("{}/", later.pointer)))
        })
    });
}
