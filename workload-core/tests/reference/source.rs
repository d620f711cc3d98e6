//! Reads keys, words and volumes off the sources: names, doc comments, types and bounds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A method with a doc comment.
#[derive(Debug)]
pub struct Method {
    pub owner: String,
    pub name: String,
    /// The paragraphs of the doc comment, each in one line.
    pub doc: Vec<String>,
    /// The parameters behind `self`.
    pub parameters: String,
    /// Whether it changes its object in place, as keys do.
    pub is_key: bool,
    /// Whether it is called on an object, or makes one.
    pub takes_self: bool,
    /// What the shape must be able to do: a trait of `shape::can`.
    pub bound: Option<String>,
}

/// A type with a doc comment: a volume, or a set of words.
#[derive(Debug)]
pub struct Type {
    pub name: String,
    pub doc: Vec<String>,
    /// The words that a literal of it may be.
    pub words: Vec<(String, String)>,
}

/// What was found in some files.
#[derive(Debug, Default)]
pub struct Found {
    pub methods: Vec<Method>,
    pub types: Vec<Type>,
    /// Traits of `shape::can`, each with the shapes that have it.
    pub shapes: BTreeMap<String, Vec<String>>,
    /// Types that have the keys of another one.
    pub same_keys: BTreeMap<String, String>,
    /// Types that are volumes, each with what it fits.
    pub volumes: BTreeMap<String, String>,
    /// What volumes fit, as a bound of the shape.
    pub fits: BTreeMap<String, Option<String>>,
}

impl Found {
    /// What is in these folders and files below `src`.
    pub fn below(source: &Path, places: &[&str]) -> Self {
        let mut found = Self::default();
        let mut files: Vec<_> = places.iter().map(|place| source.join(place)).collect();
        while let Some(file) = files.pop() {
            if file.is_dir() {
                files.extend(fs::read_dir(file).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                found.read(&fs::read_to_string(file).unwrap());
            }
        }
        found
    }

    fn read(&mut self, text: &str) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        let (mut owner, mut doc, mut in_macro) = (String::new(), Vec::new(), false);
        if let Some((_, rest)) = text.split_once("Deref for ") {
            let target = rest.split_once("type Target = ").unwrap().1;
            self.same_keys.insert(identifier(rest).to_owned(), identifier(target).to_owned());
        }
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            in_macro &= line != "}";
            if line.starts_with("macro_rules!") {
                in_macro = true;
            }
            let line = line.trim();
            if let Some(text) = line.strip_prefix("///") {
                doc.push(text.trim().to_owned());
                continue;
            }
            if line.starts_with("#[") || in_macro {
                continue;
            }
            self.note_impl(line, &mut lines);
            if let Some(of) = owner_of(line) {
                owner = of;
            } else if let Some(rest) = line.strip_prefix("pub ").and_then(function) {
                let mut signature = rest.to_owned();
                while !signature.contains('{') {
                    signature = format!("{signature} {}", lines.next().unwrap().trim());
                }
                self.methods.push(method(&owner, &signature, &doc));
            } else if let Some(row) = macro_row(line) {
                self.methods.push(Method { doc: paragraphs(&doc), ..row });
            } else if let Some(name) = type_of(line) {
                self.types.push(Type { name, doc: paragraphs(&doc), words: Vec::new() });
            } else if let Some(word) = word_of(line)
                && let Some(words) = self.types.last_mut()
            {
                words.words.push((word, paragraphs(&doc).join(" ")));
            }
            doc.clear();
        }
    }

    /// `impl can::X for Shape`, `impl<S: can::X> MayHave<Fits> for S`, and `impl AsVolume for Volume` with its `Fits`.
    fn note_impl(&mut self, line: &str, lines: &mut std::str::Lines<'_>) {
        if let Some((name, shape)) = line.strip_prefix("impl can::").and_then(|rest| rest.split_once(" for "))
        {
            let shape = shape.split([' ', '{']).next().unwrap();
            self.shapes.entry(name.to_owned()).or_default().push(shape.to_owned());
        }
        if let Some((bound, fits)) =
            line.strip_prefix("impl<S: ").and_then(|rest| rest.split_once("> MayHave<"))
        {
            let bound = bound.strip_prefix("can::").map(ToOwned::to_owned);
            self.fits.insert(identifier(fits).to_owned(), bound);
        }
        if let Some((_, volume)) = line.split_once("AsVolume for ").filter(|_| line.ends_with('{')) {
            let fits = lines.next().unwrap().trim().strip_prefix("type Fits = ").unwrap();
            self.volumes.insert(identifier(volume).to_owned(), identifier(fits).to_owned());
        }
    }

    /// The bound of a volume; none when it fits every shape.
    pub fn bound_of(&self, volume: &str) -> Option<&str> {
        self.fits[&self.volumes[volume]].as_deref()
    }

    /// The type whose methods are the keys of a type: another one that it stands for, or itself.
    pub fn owner_of_keys<'f>(&'f self, kind: &'f str) -> &'f str {
        self.same_keys.get(kind).map_or(kind, String::as_str)
    }

    /// The methods of a type.
    pub fn of<'f>(&'f self, owner: &'f str) -> impl Iterator<Item = &'f Method> {
        self.methods.iter().filter(move |method| method.owner == owner)
    }
}

/// The type whose methods follow.
fn owner_of(line: &str) -> Option<String> {
    match line {
        "on_container! {" => return Some("Container".to_owned()),
        "job_keys! {" | "pod_keys! {" => return Some("Description".to_owned()),
        _ => {}
    }
    if !line.starts_with("impl") || line.contains(" for ") || !line.ends_with('{') {
        return None;
    }
    let rest = line.strip_prefix("impl")?;
    let name = if rest.starts_with('<') { rest.split_once("> ")?.1 } else { rest.trim() };
    Some(identifier(name).to_owned())
}

fn function(line: &str) -> Option<&str> {
    line.strip_prefix("const ").unwrap_or(line).strip_prefix("fn ")
}

/// A method from its signature without `pub fn`.
fn method(owner: &str, signature: &str, doc: &[String]) -> Method {
    let name = identifier(signature.trim_start_matches("r#")).to_owned();
    let inside =
        signature.split_once('(').unwrap().1.split(") ").next().unwrap().trim_end_matches(')').trim();
    let parameters =
        inside.split_once(',').map(|(_, rest)| rest.trim().trim_end_matches(',')).unwrap_or_default();
    let bound = signature.split("S: can::").nth(1).map(|rest| identifier(rest).to_owned());
    let plain = signature.split("S: ").nth(1).map(|rest| identifier(rest).to_owned());
    Method {
        owner: owner.to_owned(),
        name,
        doc: paragraphs(doc),
        is_key: inside.starts_with("&mut self"),
        takes_self: inside.contains("self"),
        parameters: if inside.contains("self") { parameters.to_owned() } else { inside.to_owned() },
        bound: bound.or(plain.filter(|name| name != "Shape")),
    }
}

/// A row of `job_keys!` or `pod_keys!`: `ttl: i32 => ttl_seconds_after_finished, "…";`.
fn macro_row(line: &str) -> Option<Method> {
    let (name, rest) = line.split_once(": ")?;
    let (kind, field) = rest.split_once(" => ")?;
    if !line.ends_with(';') || identifier(name) != name {
        return None;
    }
    // The Pod's fields are every shape's; their places say which row is whose.
    let of_job = !["automount", "termination", "host_", "share_", "enable_", "dns_"]
        .iter()
        .any(|start| field.starts_with(start));
    Some(Method {
        owner: "Description".to_owned(),
        name: name.to_owned(),
        doc: Vec::new(),
        parameters: format!("value: {kind}"),
        is_key: true,
        takes_self: true,
        bound: of_job.then(|| "RunsToCompletion".to_owned()),
    })
}

/// `pub struct PerPod {`, `pub enum RestartPolicy {`, or `Concurrency: "a concurrency policy" {` of `word_forms!`.
fn type_of(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")) {
        return Some(identifier(rest).to_owned());
    }
    let (name, rest) = line.split_once(": \"")?;
    (rest.ends_with("\" {") && identifier(name) == name).then(|| name.to_owned())
}

/// `Allow,` or `Tcp = "TCP",`.
fn word_of(line: &str) -> Option<String> {
    let word = line.strip_suffix(',')?;
    let word = word.split_once(" = \"").map_or(word, |(_, quoted)| quoted.trim_end_matches('"'));
    let first = word.chars().next()?;
    (first.is_uppercase() && word.chars().all(char::is_alphanumeric)).then(|| word.to_owned())
}

fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}

/// The paragraphs before the first heading or example, each in one line.
fn paragraphs(doc: &[String]) -> Vec<String> {
    let end = doc.iter().position(|line| line.starts_with('#') || line.starts_with("```"));
    let lines = &doc[..end.unwrap_or(doc.len())];
    let joined = lines.split(String::is_empty).map(|lines| lines.join(" "));
    joined.filter(|paragraph| !paragraph.is_empty()).collect()
}
