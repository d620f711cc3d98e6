//! Texts that stand several times, or have several lines, become constants of the module.

use super::app::App;
use super::attribute::{Attribute, Value};
use super::merged::Merged;
use super::slots::first_free;

/// The shortest value of a variable that is worth a name.
const WORTH: usize = 8;
/// How often a label stands before it gets a name: a selector and the labels that it selects always say the same.
const LABELS: usize = 3;

/// The keys with labels in them, and with what labels must be.
const LABELLED: &[&str] = &[
    "selector",
    "labels",
    "own_labels",
    "pod_labels",
    "job_labels",
    "affinity",
    "anti_affinity",
    "spread",
    "allow_from",
    "allow_to",
];

/// A text with a name.
pub(super) struct Constant {
    /// The name.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
    /// How often it stands in the source.
    count: usize,
    /// How often it must stand there to get a name; once where it has several lines.
    least: usize,
}

/// What a text is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    /// A field of the struct.
    Field,
    /// An image, or a variable.
    Key,
    /// A label.
    Label,
}

/// Gives names to texts, and puts these names in their places.
pub(super) fn name_texts(all: &mut [Merged]) -> Vec<Constant> {
    let mut found: Vec<Constant> = Vec::new();
    visit(all, &mut |hint, text, about| {
        let least = match about {
            About::Field if text.contains('\n') => 1,
            About::Field | About::Key => 2,
            About::Label => LABELS,
        };
        match found.iter_mut().find(|one| one.text == text && one.name == name_of(hint, text)) {
            Some(one) => one.count += 1,
            None => {
                found.push(Constant { name: name_of(hint, text), text: text.to_owned(), count: 1, least });
            }
        }
        None
    });
    found.retain(|one| one.count >= one.least);
    for at in 0..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let base = rest[0].name.clone();
        let is_taken = |name: &str| before.iter().any(|one| one.name == name);
        rest[0].name = first_free(&base, is_taken);
    }
    visit(all, &mut |hint, text, _| {
        let base = name_of(hint, text);
        let one = found.iter().find(|one| one.text == text && is_named(&one.name, &base))?;
        Some(one.name.clone())
    });
    found
}

fn is_named(name: &str, base: &str) -> bool {
    name == base
        || name
            .strip_prefix(base)
            .is_some_and(|rest| rest.starts_with('_') && rest[1..].parse::<u32>().is_ok())
}

/// Hands all texts that may have a name to `change`, with what they are called and what they are about; those of
/// attributes once, though every copy has them.
fn visit(all: &mut [Merged], change: &mut dyn FnMut(&str, &str, About) -> Option<String>) {
    for merged in all {
        let mut renamed: Vec<((String, String), String)> = Vec::new();
        for (nth, variant) in merged.variants.iter_mut().enumerate() {
            let App { attributes, fields, .. } = &mut variant.app;
            for attribute in attributes {
                visit_attribute(attribute, None, &mut |hint, text, about| {
                    let own = (hint.to_owned(), text.to_owned());
                    if nth > 0 {
                        return renamed.iter().find(|(known, _)| *known == own).map(|(_, name)| name.clone());
                    }
                    let name = change(hint, text, about)?;
                    renamed.push((own, name.clone()));
                    Some(name)
                });
            }
            for field in fields {
                field.value.change_texts(&mut |hint, text| {
                    if hint.is_empty() { None } else { change(hint, text, About::Field) }
                });
            }
        }
    }
}

/// The images and variables of containers, and the labels; `group` is the key that they stand under.
fn visit_attribute(
    attribute: &mut Attribute,
    group: Option<&str>,
    change: &mut dyn FnMut(&str, &str, About) -> Option<String>,
) {
    let key = attribute.key.clone();
    match &mut attribute.value {
        Value::Text(text) => {
            let is_variable = group == Some("env") && text.len() >= WORTH && !text.contains('\n');
            let is_label = group.is_some_and(|group| LABELLED.contains(&group)) && !text.is_empty();
            let named = match attribute.is_entry {
                false if key == "image" => change("image", text, About::Key),
                true if is_variable => change(&key, text, About::Key),
                true if is_label => {
                    let name = key.rsplit('/').next().unwrap_or_default();
                    change(&format!("{text}_{name}"), text, About::Label)
                }
                _ => None,
            };
            if let Some(name) = named {
                attribute.value = Value::Named(name, text.clone());
            }
        }
        Value::Group(inner) => {
            let group = (!attribute.is_entry).then_some(key.as_str());
            for one in inner {
                visit_attribute(one, group, change);
            }
        }
        _ => {}
    }
}

/// The name of a constant: of an image's repository, of a file, of a variable.
fn name_of(hint: &str, text: &str) -> String {
    let image = text.rsplit('/').next().unwrap_or_default().split([':', '@']).next().unwrap_or_default();
    let base = if hint == "image" { format!("{image}_image") } else { hint.to_owned() };
    let mut name: String =
        base.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "TEXT_");
    }
    name
}
