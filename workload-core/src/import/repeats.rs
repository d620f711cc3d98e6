//! Texts that stand several times, or have several lines, become constants of the module.

use super::app::App;
use super::attribute::{Attribute, Value};
use super::merged::Merged;
use super::slots::first_free;

/// The shortest value of a variable that is worth a name.
const WORTH: usize = 8;

/// A text with a name.
pub(super) struct Constant {
    /// The name.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
    /// How often it stands in the source.
    count: usize,
    /// Whether it must have a name: as a text of several lines.
    is_long: bool,
}

/// Gives names to texts, and puts these names in their places.
pub(super) fn name_texts(all: &mut [Merged]) -> Vec<Constant> {
    let mut found: Vec<Constant> = Vec::new();
    visit(all, &mut |hint, text, is_field| {
        let is_long = is_field && text.contains('\n');
        match found.iter_mut().find(|one| one.text == text && one.name == name_of(hint, text)) {
            Some(one) => one.count += 1,
            None => {
                found.push(Constant { name: name_of(hint, text), text: text.to_owned(), count: 1, is_long });
            }
        }
        None
    });
    found.retain(|one| one.is_long || one.count > 1);
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

/// Hands all texts that may have a name to `change`, with what they are about and whether they stand in a field; those of
/// attributes once, though every copy has them.
fn visit(all: &mut [Merged], change: &mut dyn FnMut(&str, &str, bool) -> Option<String>) {
    for merged in all {
        let mut renamed: Vec<(String, String)> = Vec::new();
        for (nth, variant) in merged.variants.iter_mut().enumerate() {
            let App { attributes, fields, .. } = &mut variant.app;
            for attribute in attributes {
                visit_attribute(attribute, false, &mut |hint, text| {
                    if nth > 0 {
                        return renamed.iter().find(|(known, _)| known == text).map(|(_, name)| name.clone());
                    }
                    let name = change(hint, text, false)?;
                    renamed.push((text.to_owned(), name.clone()));
                    Some(name)
                });
            }
            for field in fields {
                field.value.change_texts(&mut |hint, text| {
                    if hint.is_empty() { None } else { change(hint, text, true) }
                });
            }
        }
    }
}

/// The images and variables of containers.
fn visit_attribute(
    attribute: &mut Attribute,
    is_env: bool,
    change: &mut dyn FnMut(&str, &str) -> Option<String>,
) {
    let is_image = !attribute.is_entry && attribute.key == "image";
    let key = attribute.key.clone();
    match &mut attribute.value {
        Value::Text(text)
            if is_image || is_env && attribute.is_entry && text.len() >= WORTH && !text.contains('\n') =>
        {
            let hint = if is_image { "image" } else { key.as_str() };
            if let Some(name) = change(hint, text) {
                attribute.value = Value::Named(name, text.clone());
            }
        }
        Value::Group(inner) => {
            let is_env = key == "env" && !attribute.is_entry;
            for one in inner {
                visit_attribute(one, is_env, change);
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
