//! What a file names of other files: its `use` declarations, and paths written in full.

use super::source::bare;

/// A name that a `use` brings into a file, and the path it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The path, segment by segment, from where it is written.
    pub path: Vec<String>,
    /// The name it has in this file; `*` for all names.
    pub name: String,
}

/// Every import of a file's code.
pub fn imports(code: &str) -> Vec<Import> {
    let bare = bare(code);
    let mut imports = Vec::new();
    for start in words(&bare, "use") {
        let rest = &bare[start + 3..];
        let tree = &rest[..rest.find(';').unwrap_or(rest.len())];
        collect(tree, &[], &mut imports);
    }
    imports
}

/// Every path below `crate`, `super`, `self` or `$crate` that is written in full.
pub fn paths(code: &str) -> Vec<Vec<String>> {
    let bare = bare(code);
    let mut paths = Vec::new();
    for root in ["crate", "super", "self"] {
        for start in words(&bare, root) {
            if !bare[start + root.len()..].starts_with("::") {
                continue;
            }
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let end = bare[start..].find(|c| !is_path(c)).map_or(bare.len(), |length| start + length);
            // A tree of a `use`, which `imports` takes apart.
            if bare[end..].starts_with('{') {
                continue;
            }
            let path = bare[start..end].split("::").filter(|part| !part.is_empty());
            paths.push(path.map(ToOwned::to_owned).collect());
        }
    }
    paths
}

/// Where `word` stands as a whole word.
fn words(text: &str, word: &str) -> Vec<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |start: &usize| {
        let before = text[..*start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !before.is_some_and(|c| is_part(c) || c == ':') && !after.is_some_and(is_part)
    };
    text.match_indices(word).map(|(start, _)| start).filter(whole).collect()
}

/// Takes a tree such as `a::{b, c::d as e}` apart.
fn collect(tree: &str, before: &[String], imports: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let mut path = before.to_vec();
        path.extend(segments(&tree[..open]));
        let inside = tree[open + 1..].trim_end().trim_end_matches('}');
        let inside = &tree[open + 1..open + 1 + inside.len()];
        for part in split(inside) {
            collect(part, &path, imports);
        }
    } else if !tree.is_empty() {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut whole = before.to_vec();
        whole.extend(segments(path));
        if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 {
            whole.pop();
        }
        let last = whole.last().cloned().unwrap_or_default();
        let name = if name.trim().is_empty() { last } else { name.trim().to_owned() };
        imports.push(Import { path: whole, name });
    }
}

fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned)
}

/// The parts between the commas of the outermost level.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[test]
fn a_use_is_taken_apart() {
    let found = imports("use super::a::{B, c::{D as E, self}};\n// use crate::no;\npub use x::*;\n");
    let shown: Vec<_> = found.iter().map(|one| format!("{}={}", one.name, one.path.join("::"))).collect();
    assert_eq!(shown, ["B=super::a::B", "E=super::a::c::D", "c=super::a::c", "*=x::*"]);
    assert_eq!(paths("use super::{a, b};\nlet a = crate::b::C::new();"), [["crate", "b", "C", "new"]]);
}
