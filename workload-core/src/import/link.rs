//! Texts that name a workload of the same import by its address refer to its struct.

use super::app::{App, Part};
use super::attribute::{Attribute, Value};
use super::evaluate::objects;
use super::expr::Expr;
use super::fold::Draft;
use super::spellings::spellings;
use super::spots::{Spelling, addressed};
use crate::describe::parts::FileContent;

/// Links the apps of an environment; no two of them refer to one another.
pub(super) fn link(drafts: &mut [Draft]) {
    let mut edges: Vec<(usize, usize)> = Vec::new();
    for draft in drafts.iter_mut() {
        draft.unlinked = draft.app.clone();
    }
    for at in 0..drafts.len() {
        for other in 0..drafts.len() {
            if other == at || leads_to(&edges, other, at) {
                continue;
            }
            let spellings = spellings(&drafts[other].app, &drafts[at].app);
            if let Some(linked) = linked(&drafts[at].app, &spellings) {
                drafts[at].app = linked;
                edges.push((at, other));
            }
        }
    }
}

/// Whether one app refers to the other, by itself or by those that it refers to.
fn leads_to(edges: &[(usize, usize)], from: usize, to: usize) -> bool {
    edges.iter().any(|(one, other)| *one == from && (*other == to || leads_to(edges, *other, to)))
}

/// The app with its texts linked; none where no text names the other app, or the objects would be others.
fn linked(app: &App, spellings: &[Spelling]) -> Option<App> {
    let mut tried = app.clone();
    let has = |key: &str| app.attributes.iter().any(|attribute| attribute.key == key);
    // Sidecars and init containers start in one order: a field of one kind would leave its place.
    let are_inits_fixed = has("init") && has("sidecar");
    let mut count = link_container(&mut tried.attributes, spellings);
    for attribute in &mut tried.attributes {
        count += match (attribute.key.as_str(), &mut attribute.value) {
            ("init" | "sidecar", _) if are_inits_fixed => 0,
            ("container" | "init" | "sidecar", Value::Group(keys)) => link_container(keys, spellings),
            ("config_map", Value::Group(data)) => link_entries(data, spellings),
            _ => 0,
        };
    }
    for field in &mut tried.fields {
        if let Part::Volume { source, .. } = &mut field.part
            && let Some(files) = source.files.as_mut().filter(|files| !files.secret)
        {
            for (name, content) in &mut files.files {
                count += link_file(name, content, &mut field.value, spellings);
            }
        }
    }
    (count > 0 && objects(&tried)? == objects(app)?).then_some(tried)
}

/// Links what the keys of a container say.
fn link_container(keys: &mut [Attribute], spellings: &[Spelling]) -> usize {
    let linked = keys.iter_mut().map(|attribute| match (attribute.key.as_str(), &mut attribute.value) {
        ("env", Value::Group(variables)) => link_entries(variables, spellings),
        ("command" | "args", value) => link_words(value, spellings),
        _ => 0,
    });
    linked.sum()
}

fn link_entries(entries: &mut [Attribute], spellings: &[Spelling]) -> usize {
    entries.iter_mut().map(|entry| link_entry(entry, spellings)).sum()
}

fn link_entry(entry: &mut Attribute, spellings: &[Spelling]) -> usize {
    let Value::Text(text) = &entry.value else { return 0 };
    let name = entry.key.to_ascii_uppercase();
    let may_be_host = ["HOST", "ADDR", "SERVER", "ENDPOINT", "URL"].iter().any(|word| name.contains(word));
    let Some(found) = addressed(text, spellings, may_be_host).filter(|_| entry.is_entry) else { return 0 };
    entry.value = Value::Addressed(found);
    1
}

fn link_words(value: &mut Value, spellings: &[Spelling]) -> usize {
    let texts: Vec<Value> = match value {
        Value::List(words) => words.iter().cloned().map(Value::Text).collect(),
        Value::Texts(texts) => texts.clone(),
        _ => return 0,
    };
    let link = |text: &Value| match text {
        Value::Text(text) => addressed(text, spellings, false).map(Value::Addressed),
        _ => None,
    };
    let found: Vec<_> = texts.iter().map(link).collect();
    let count = found.iter().flatten().count();
    if count > 0 {
        let linked = texts.into_iter().zip(found).map(|(text, found)| found.unwrap_or(text));
        *value = Value::Texts(linked.collect());
    }
    count
}

fn link_file(name: &str, content: &mut FileContent, value: &mut Expr, spellings: &[Spelling]) -> usize {
    let FileContent::Text(text) = &*content else { return 0 };
    if text.has_address() {
        return 0;
    }
    let Some(found) = addressed(&text.to_string(), spellings, false) else { return 0 };
    let Expr::Chain(_, calls) = value else { return 0 };
    let of_file = Expr::atom(format!("DataKey::new({})", super::literal::text(name)));
    let written = calls.iter_mut().find_map(|call| match call {
        Expr::Call(function, arguments) if function == "file" && arguments[0] == of_file => {
            arguments.get_mut(1)
        }
        _ => None,
    });
    let Some(written) = written else { return 0 };
    *written = found.expr("AddressText", name);
    if found.is_address() {
        *written = Expr::call("AddressText::from", [written.clone()]);
    }
    *content = FileContent::Text(found.value());
    1
}
