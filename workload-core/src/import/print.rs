//! An app as Rust source.

use super::app::{App, Edit, Field};
use super::attribute::{Attribute, Value};
use super::literal::text;
use super::words::is_word;

/// The longest line that is not broken.
const WIDTH: usize = 100;

/// The struct of an app, with what makes one and what no key says.
pub(super) fn app(app: &App) -> String {
    let mut out = String::new();
    out.push_str(&comments(&app.comments, 0));
    out.push_str("#[derive(Clone, Debug, Workload)]\n#[workload(\n");
    out.extend(app.kind.word().map(|word| format!("    {word},\n")));
    for attribute in &app.attributes {
        out.push_str(&format!("{}    {},\n", comments(&attribute.comments, 4), broken(attribute, 4)));
    }
    if !app.edits.is_empty() {
        out.push_str("    customize = Self::customize,\n");
    }
    out.push_str(&format!(")]\npub struct {} {{\n", app.rust_name));
    for field in &app.fields {
        out.push_str(&comments(&field.comments, 4));
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

/// Comments, each on a line of its own.
fn comments(comments: &[String], indent: usize) -> String {
    let pad = " ".repeat(indent);
    comments.iter().map(|comment| format!("{pad}// {comment}").trim_end().to_owned() + "\n").collect()
}

fn field_attribute(field: &Field) -> String {
    let beside = field.beside.as_ref().map(|beside| format!(" = {}", text(beside)));
    let mut parts = vec![format!("{}{}", field.key, beside.unwrap_or_default())];
    parts.extend(field.options.iter().map(inline));
    format!("#[workload({})]", parts.join(", "))
}

/// An attribute in one line, or broken where that would be too long.
fn broken(attribute: &Attribute, indent: usize) -> String {
    let short = inline(attribute);
    let Value::Group(inner) = &attribute.value else { return long_list(attribute, short, indent) };
    let is_commented = inner.iter().any(|one| !one.comments.is_empty());
    if !is_commented && !short.contains('\n') && short.len() + indent < WIDTH {
        return short;
    }
    let pad = " ".repeat(indent + 4);
    let lines = inner
        .iter()
        .map(|one| format!("{}{pad}{},\n", comments(&one.comments, indent + 4), broken(one, indent + 4)));
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

fn inline(attribute: &Attribute) -> String {
    let key = key(attribute);
    let all = |words: &[String]| words.iter().map(|word| text(word)).collect::<Vec<_>>().join(", ");
    match &attribute.value {
        Value::Flag(true) if !attribute.is_entry => key,
        Value::Flag(on) => format!("{key} = {on}"),
        Value::Number(number) => format!("{key} = {number}"),
        Value::Text(word) if is_word(attribute, word) => format!("{key} = {word}"),
        Value::Text(value) => format!("{key} = {}", text(value)),
        Value::List(words) => format!("{key} = [{}]", all(words)),
        Value::Call(function, words) => format!("{key} = {function}({})", all(words)),
        Value::Group(inner) => {
            let inner = inner.iter().map(inline).collect::<Vec<_>>();
            format!("{key}({})", inner.join(", "))
        }
    }
}
