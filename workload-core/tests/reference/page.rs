//! Writes the reference: a section for each key and each volume, by name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source::{Found, Method};

const OPENING: &str = "<!-- Written by `.ci/update` from the doc comments. -->

Every key is one documented method of [`Description`](crate::Description), and of [`Container`](crate::Container) where it
is a key of every container. On the struct it takes a literal, on a field the field's value; a key in parentheses takes keys
of its own. Besides these, the derive knows the shape words `stateless`, `stateful`, `per_node` and `run_once`,
`customize = Self::tune` for a last word on the typed objects, and `crate = path` for a renamed workload-core.
";

/// The words of the shapes, by their types.
const SHAPES: [(&str, &str); 5] = [
    ("Stateless", "stateless"),
    ("Stateful", "stateful"),
    ("PerNode", "per_node"),
    ("RunOnce", "run_once"),
    ("Scheduled", "schedule"),
];

/// The whole page.
pub fn page(found: &Found) -> String {
    let mut page = OPENING.to_owned();
    let mut keys: BTreeMap<&str, Vec<&Method>> = BTreeMap::new();
    for method in found.methods.iter().filter(|method| method.is_key) {
        if ["Description", "Container"].contains(&method.owner.as_str()) {
            keys.entry(&method.name).or_default().push(method);
        }
    }
    for (key, mut methods) in keys {
        // The app's own meaning first.
        methods.sort_by_key(|method| method.owner != "Description");
        key_section(&mut page, found, key, &methods);
    }
    for volume in found.volumes.keys() {
        volume_section(&mut page, found, volume);
    }
    page
}

fn key_section(page: &mut String, found: &Found, key: &str, methods: &[&Method]) {
    write!(page, "\n## `{key}`\n").unwrap();
    let of_app = methods[0].owner == "Description";
    for method in methods {
        let (written, meaning) = meaning(method);
        let beside =
            if of_app && method.owner == "Container" { "In a container beside the main one: " } else { "" };
        write!(page, "\n{beside}{written}\n\n{}\n", sentence(&meaning)).unwrap();
        for paragraph in method.doc.iter().skip(1) {
            write!(page, "\n{paragraph}\n").unwrap();
        }
        let mut options = String::new();
        list(&mut options, found, method, 0);
        if !options.is_empty() {
            write!(page, "\n{options}").unwrap();
        }
    }
    let on_container = methods.iter().any(|method| method.owner == "Container");
    let place = match (of_app, on_container && key != "name") {
        (true, _) => format!("Fits {}.", fits(found, methods[0].bound.as_deref())),
        (false, _) => "Fits every shape, and every container.".to_owned(),
    };
    write!(page, "\n{place}\n").unwrap();
}

/// How a key is written and what it does: the first paragraph of its doc comment, which every
/// key must have.
fn meaning(method: &Method) -> (String, String) {
    let first = method.doc.first().map(String::as_str).unwrap_or_default();
    let (written, meaning) =
        first.split_once("`: ").unwrap_or_else(|| panic!("`{}` lacks `written`: meaning", method.name));
    (format!("{written}`"), meaning.to_owned())
}

/// The keys or the words that stand behind a key, below one another.
fn list(text: &mut String, found: &Found, method: &Method, depth: usize) {
    let Some(kind) = parameter_type(method) else { return };
    let indent = "  ".repeat(depth);
    if let Some(words) = found.types.iter().find(|known| known.name == kind && !known.words.is_empty()) {
        for (word, doc) in &words.words {
            writeln!(text, "{indent}- `{word}`: {doc}").unwrap();
        }
    }
    if kind == "Container" || depth > 2 {
        return;
    }
    let kind = found.same_keys.get(&kind).unwrap_or(&kind);
    for option in found.of(kind).filter(|option| option.is_key) {
        let doc =
            option.doc.first().unwrap_or_else(|| panic!("`{}` of {kind} has no doc comment", option.name));
        let name = if option.name == "entry" { "\"…\" = …" } else { &option.name };
        let only = option.bound.as_deref().map(|bound| format!(" Only {}.", fits(found, Some(bound))));
        writeln!(text, "{indent}- `{name}`: {doc}{}", only.unwrap_or_default()).unwrap();
        list(text, found, option, depth + 1);
    }
}

/// The type of a method's only parameter, without what is generic about it.
fn parameter_type(method: &Method) -> Option<String> {
    let kind = method.parameters.split_once(": ")?.1;
    let last = kind.split('<').next()?.rsplit("::").next()?;
    Some(last.to_owned())
}

fn volume_section(page: &mut String, found: &Found, volume: &str) {
    let kind = found.types.iter().find(|kind| kind.name == volume).unwrap();
    write!(page, "\n## `{volume}`\n\n`#[workload(mount = \"/path\")] name: {volume}`\n").unwrap();
    for paragraph in &kind.doc {
        write!(page, "\n{}\n", paragraph.replace("[`", "`").replace("`]", "`")).unwrap();
    }
    page.push('\n');
    for method in found.of(volume).filter(|method| !method.is_key && !method.doc.is_empty()) {
        let names: Vec<_> =
            method.parameters.split(", ").filter_map(|one| Some(one.split_once(": ")?.0)).collect();
        let call = format!("{}({})", method.name, names.join(", "));
        let how = if method.takes_self { format!(".{call}") } else { format!("{volume}::{call}") };
        writeln!(page, "- `{how}`: {}", method.doc[0]).unwrap();
    }
    write!(page, "\nFits {}.\n", fits(found, found.bound_of(volume))).unwrap();
}

/// The shapes that have a trait, in words.
fn fits(found: &Found, bound: Option<&str>) -> String {
    let Some(bound) = bound else { return "every shape".to_owned() };
    let shapes = &found.shapes[bound];
    let words: Vec<_> = SHAPES
        .iter()
        .filter(|(shape, _)| shapes.iter().any(|has| has == shape))
        .map(|(_, word)| format!("`{word}`"))
        .collect();
    words.join(", ")
}

/// A text as a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
