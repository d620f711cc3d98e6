//! Whether the manifests that a source gives are those that were read: what is printed is read anew and compared.

use serde_json::Value as Json;

use super::compare::{differences, first_set, stored_in_any_order};
use super::input::Input;
use crate::k8s::ObjectRef;

/// Where an object that was read and the one that would come back differ.
pub(super) struct Difference {
    /// The file, and the line in it; none of an object that was not read.
    pub(super) place: Option<(String, u32)>,
    /// The object: its kind and its name.
    pub(super) object: String,
    /// What differs.
    pub(super) what: String,
}

/// Where the objects differ as the API server would store them; their order means nothing.
pub(super) fn compare(read: &[(String, Input)], made: &[Input]) -> Vec<Difference> {
    let mut left: Vec<&Input> = made.iter().filter(|input| input.left_out.is_none()).collect();
    let mut all = Vec::new();
    for (file, input) in read.iter().filter(|(_, input)| input.left_out.is_none()) {
        let at = left.iter().position(|other| identity(other) == identity(input));
        match at.map(|at| left.remove(at)) {
            None => all.push(difference(Some((file, input.line)), input, "would be missing".to_owned())),
            Some(other) => all.extend(between(file, input, other)),
        }
    }
    all.extend(left.iter().map(|other| difference(None, other, "would be added".to_owned())));
    all
}

fn identity(input: &Input) -> Option<ObjectRef> {
    ObjectRef::from_json(&input.object)
}

fn difference(place: Option<(&String, u32)>, input: &Input, what: String) -> Difference {
    let text = |pointer: &str| input.object.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
    let object = format!("{} {}", text("/kind"), text("/metadata/name"));
    Difference { place: place.map(|(file, line)| (file.clone(), line)), object, what }
}

/// The fields in which two objects differ.
fn between(file: &String, read: &Input, made: &Input) -> Vec<Difference> {
    let (stored, other) = (stored_in_any_order(&read.object), stored_in_any_order(&made.object));
    let differ = differences(&stored, &other);
    let differ = differ.iter().map(|pointer| {
        let value = |object: &Json| object.pointer(pointer).map_or("nothing".to_owned(), short);
        let field = pointer.trim_start_matches('/').replace('/', ".");
        let what = format!("`{field}` is {}, and would be {}", value(&stored), value(&other));
        // The items of a sorted list stand elsewhere in the text.
        let line = read.line_of(first_set(pointer).unwrap_or(pointer));
        difference(Some((file, line)), read, what)
    });
    differ.collect()
}

/// A value in at most one line.
fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
