//! An app as Rust source.

use super::app::{App, Edit, Field};
use super::attribute::{Attribute, Value};
use super::expr::Expr;
use super::literal::text;
use super::words::is_word;

/// The longest line that is not broken.
const WIDTH: usize = 100;

/// The struct of an app, with what makes its values and what no key says.
pub(super) fn app(variants: &[&App], constructors: &[Constructor]) -> String {
    let Some(app) = variants.first() else { return String::new() };
    let edits = Edits::of(variants);
    let mut out = String::new();
    out.push_str(&comments(&app.comments, 0));
    out.push_str("#[derive(Clone, Debug, Workload)]\n#[workload(\n");
    out.extend(app.kind.word().map(|word| format!("    {word},\n")));
    for attribute in &app.attributes {
        out.push_str(&format!("{}    {},\n", comments(&attribute.comments, 4), broken(attribute, 4)));
    }
    if edits != Edits::None {
        out.push_str("    customize = Self::customize,\n");
    }
    out.push_str(&format!(")]\npub struct {} {{\n", app.rust_name));
    for field in &app.fields {
        out.push_str(&comments(&field.comments, 4));
        out.push_str(&format!("    {}\n    pub {}: {},\n", field_attribute(field), field.ident, field.ty));
    }
    let (module, _) = app.kind.objects();
    let own = app.free_ident("customize");
    if edits == Edits::Differ {
        out.push_str(&format!(
            "    /// What no key says.\n    #[workload(skip)]\n    pub {own}: fn(&mut {module}::Objects),\n"
        ));
    }
    out.push_str(&format!("}}\n\nimpl {} {{\n", app.rust_name));
    let made: Vec<String> = variants
        .iter()
        .zip(constructors)
        .map(|(app, constructor)| {
            let edits = (edits == Edits::Differ).then(|| format!("            {own}: {},\n", closure(app)));
            made(app, constructor, &edits.unwrap_or_default())
        })
        .collect();
    out.push_str(&made.join("\n"));
    if edits != Edits::None {
        out.push_str(&format!("\n    fn customize(&self, objects: &mut {module}::Objects) {{\n"));
        out.push_str(&match edits {
            Edits::Differ => format!("        (self.{own})(objects);\n"),
            _ => lines(app, 8),
        });
        out.push_str("    }\n");
    }
    out.push_str("}\n");
    out
}

/// What a constructor is called, what its documentation says, and the parameters that it takes.
pub(super) struct Constructor {
    /// Its name.
    pub(super) name: String,
    /// Its documentation.
    pub(super) doc: String,
    /// The apps that it takes addresses of, each with its type.
    pub(super) parameters: Vec<(String, String)>,
}

/// What the variants of an app edit.
#[derive(Clone, Copy, PartialEq)]
enum Edits {
    None,
    Same,
    Differ,
}

impl Edits {
    fn of(variants: &[&App]) -> Self {
        let all: Vec<_> = variants.iter().map(|app| &app.edits).collect();
        match all.as_slice() {
            all if all.iter().all(|edits| edits.is_empty()) => Self::None,
            all if all.iter().all(|edits| *edits == all[0]) => Self::Same,
            _ => Self::Differ,
        }
    }
}

/// An attribute with its keys, in one line or with a line for each; nothing where there is no key.
pub(super) fn attribute(name: &str, keys: &[Attribute]) -> String {
    if keys.is_empty() {
        return String::new();
    }
    let line = format!("#[{name}({})]\n", keys.iter().map(inline).collect::<Vec<_>>().join(", "));
    if line.len() <= WIDTH {
        return line;
    }
    let lines = keys.iter().map(|key| format!("    {},\n", broken(key, 4)));
    format!("#[{name}(\n{})]\n", lines.collect::<String>())
}

/// A constructor with the values of all fields, and then `more`.
fn made(app: &App, constructor: &Constructor, more: &str) -> String {
    let Constructor { name, doc, parameters } = constructor;
    let parameters: Vec<_> = parameters.iter().map(|(ident, ty)| format!("{ident}: &{ty}")).collect();
    let line = format!("    pub fn {name}({}) -> Self {{\n", parameters.join(", "));
    let mut out = format!("    /// {doc}\n    #[must_use]\n");
    if line.len() <= WIDTH {
        out.push_str(&line);
    } else {
        let lines = parameters.iter().map(|one| format!("        {one},\n")).collect::<Vec<_>>().concat();
        out.push_str(&format!("    pub fn {name}(\n{lines}    ) -> Self {{\n"));
    }
    out.push_str("        Self {\n");
    for field in &app.fields {
        let before = 12 + field.ident.len() + 2;
        out.push_str(&format!("            {}: {},\n", field.ident, field.value.layout(12, before)));
    }
    out + more + "        }\n    }\n"
}

/// What no key says of one variant, as a closure.
fn closure(app: &App) -> String {
    if app.edits.is_empty() {
        return "|_| {}".to_owned();
    }
    format!("|objects| {{\n{}            }}", lines(app, 16))
}

/// What no key says, as calls.
fn lines(app: &App, indent: usize) -> String {
    let (_, own) = app.kind.objects();
    let pad = " ".repeat(indent);
    let mut out = String::new();
    for Edit { is_service, pointer, value } in &app.edits {
        let object = Expr::atom(format!("&mut objects.{}", if *is_service { "service" } else { own }));
        let field = pointer.trim_start_matches('/').replace('/', ".");
        out.push_str(&format!("{pad}// not in the grammar: {field}\n"));
        let call = match value {
            Some(value) => {
                let arguments = [object, Expr::text(pointer), Expr::text(value.to_string())];
                Expr::call("customize::set", arguments)
            }
            None => Expr::call("customize::remove", [object, Expr::text(pointer)]),
        };
        out.push_str(&format!("{pad}{};\n", call.layout(indent, indent)));
    }
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
    let line = format!("#[workload({})]", parts.join(", "));
    if line.len() + 4 <= WIDTH {
        return line;
    }
    let lines = parts.iter().map(|part| format!("        {part},\n")).collect::<Vec<_>>().concat();
    format!("#[workload(\n{lines}    )]")
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

/// An attribute in one line.
fn inline(attribute: &Attribute) -> String {
    let key = key(attribute);
    let all = |words: &[String]| words.iter().map(|word| text(word)).collect::<Vec<_>>().join(", ");
    match &attribute.value {
        Value::Flag(true) if !attribute.is_entry => key,
        Value::Flag(on) => format!("{key} = {on}"),
        Value::Number(number) => format!("{key} = {number}"),
        Value::Text(word) if is_word(attribute, word) => format!("{key} = {word}"),
        Value::Named(name, _) => format!("{key} = {name}"),
        Value::Text(value) => format!("{key} = {}", text(value)),
        // These become fields.
        Value::Addressed(_) | Value::Texts(_) => key,
        Value::List(words) => format!("{key} = [{}]", all(words)),
        Value::Call(function, words) => format!("{key} = {function}({})", all(words)),
        Value::Group(inner) => {
            let inner = inner.iter().map(inline).collect::<Vec<_>>();
            format!("{key}({})", inner.join(", "))
        }
    }
}
