//! An app as Rust source.

use super::app::{App, Edit, Field};
use super::attribute::{Attribute, Value};
use super::literal::text;

/// The longest line that is not broken.
const WIDTH: usize = 100;

/// Keys whose values are words of the grammar, written without quotes.
const WORDS: &[&str] = &[
    "app_armor",
    "concurrency",
    "deleted",
    "dns_policy",
    "effect",
    "external_traffic_policy",
    "fs_group_change_policy",
    "image_pull_policy",
    "internal_traffic_policy",
    "node_affinity_policy",
    "node_taints_policy",
    "operator",
    "otherwise",
    "path_type",
    "pod_replacement_policy",
    "preemption_policy",
    "proc_mount",
    "propagation",
    "recursive_read_only",
    "restart",
    "scaled",
    "seccomp",
    "select",
    "session_affinity",
    "supplemental_groups_policy",
    "termination_message_policy",
    "unhealthy",
];

/// The struct of an app, with what makes one and what no key says.
pub(super) fn app(app: &App) -> String {
    let mut out = String::new();
    for comment in &app.comments {
        out.push_str(&format!("//{comment}\n"));
    }
    out.push_str("#[derive(Clone, Debug, Workload)]\n#[workload(\n");
    out.extend(app.kind.word().map(|word| format!("    {word},\n")));
    for attribute in &app.attributes {
        out.push_str(&format!("    {},\n", broken(attribute, 4, "")));
    }
    if !app.edits.is_empty() {
        out.push_str("    customize = Self::customize,\n");
    }
    out.push_str(&format!(")]\npub struct {} {{\n", app.rust_name));
    for field in &app.fields {
        out.push_str(&format!("    {}\n    pub {}: {},\n", field_attribute(field), field.ident, field.ty));
    }
    out.push_str(&format!("}}\n\nimpl {} {{\n    /// The app as it was imported.\n", app.rust_name));
    out.push_str("    #[must_use]\n    pub fn imported() -> Self {\n        Self {\n");
    for field in &app.fields {
        out.push_str(&format!("            {}: {},\n", field.ident, field.value));
    }
    out.push_str("        }\n    }\n");
    if !app.edits.is_empty() {
        out.push_str(&customize(app));
    }
    out.push_str("}\n");
    out
}

fn customize(app: &App) -> String {
    let (module, own) = app.kind.objects();
    let mut out = format!("\n    fn customize(&self, objects: &mut {module}::Objects) {{\n");
    for Edit { is_service, pointer, value } in &app.edits {
        let object = if *is_service { "service" } else { own };
        let field = pointer.trim_start_matches('/').replace('/', ".");
        out.push_str(&format!("        // not in the grammar: {field}\n"));
        out.push_str(&match value {
            Some(value) => {
                format!(
                    "        customize::set(&mut objects.{object}, {}, {});\n",
                    text(pointer),
                    text(&value.to_string())
                )
            }
            None => format!("        customize::remove(&mut objects.{object}, {});\n", text(pointer)),
        });
    }
    out.push_str("    }\n");
    out
}

fn field_attribute(field: &Field) -> String {
    let beside = field.beside.as_ref().map(|beside| format!(" = {}", text(beside)));
    let mut parts = vec![format!("{}{}", field.key, beside.unwrap_or_default())];
    parts.extend(field.options.iter().map(|option| inline(option, field.key)));
    format!("#[workload({})]", parts.join(", "))
}

/// An attribute in one line, or broken where that would be too long.
fn broken(attribute: &Attribute, indent: usize, parent: &str) -> String {
    let short = inline(attribute, parent);
    let Value::Group(inner) = &attribute.value else { return long_list(attribute, short, indent) };
    if !short.contains('\n') && short.len() + indent < WIDTH {
        return short;
    }
    let pad = " ".repeat(indent + 4);
    let lines = inner.iter().map(|one| format!("{pad}{},\n", broken(one, indent + 4, &attribute.key)));
    format!("{}(\n{}{})", attribute.key, lines.collect::<String>(), " ".repeat(indent))
}

/// A list with a line for each text, where one line would be too long.
fn long_list(attribute: &Attribute, short: String, indent: usize) -> String {
    let Value::List(words) = &attribute.value else { return short };
    if !short.contains('\n') && short.len() + indent < WIDTH {
        return short;
    }
    let pad = " ".repeat(indent + 4);
    let lines = words.iter().map(|word| format!("{pad}{},\n", text(word)));
    format!("{} = [\n{}{}]", key(attribute), lines.collect::<String>(), " ".repeat(indent))
}

fn key(attribute: &Attribute) -> String {
    if attribute.is_entry { text(&attribute.key) } else { attribute.key.clone() }
}

fn inline(attribute: &Attribute, parent: &str) -> String {
    let key = key(attribute);
    let all = |words: &[String]| words.iter().map(|word| text(word)).collect::<Vec<_>>().join(", ");
    match &attribute.value {
        Value::Flag(true) if !attribute.is_entry => key,
        Value::Flag(on) => format!("{key} = {on}"),
        Value::Number(number) => format!("{key} = {number}"),
        Value::Text(word) if is_word(attribute, word, parent) => format!("{key} = {word}"),
        Value::Text(value) => format!("{key} = {}", text(value)),
        Value::List(words) => format!("{key} = [{}]", all(words)),
        Value::Call(function, words) => format!("{key} = {function}({})", all(words)),
        Value::Group(inner) => {
            let inner = inner.iter().map(|one| inline(one, &attribute.key)).collect::<Vec<_>>();
            format!("{key}({})", inner.join(", "))
        }
    }
}

/// Whether a text is a word of the grammar: one all in capitals would be taken for a const.
fn is_word(attribute: &Attribute, word: &str, parent: &str) -> bool {
    let is_known = WORDS.contains(&attribute.key.as_str())
        || attribute.key == "type" && ["service", "extra_service"].contains(&parent);
    !attribute.is_entry
        && is_known
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase())
}
