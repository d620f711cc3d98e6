//! The sources of the three crates, and their text without comments, literals and unit tests.

use std::fs;
use std::path::{Path, PathBuf};

/// The crates of this workspace whose structure is tested.
pub const CRATES: &[&str] = &["workload-derive", "workload-core", "workload-cli"];

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The Rust files below `<krate>/src`, in order.
pub fn sources(krate: &str) -> Vec<PathBuf> {
    let mut folders = vec![workspace().join(krate).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// All of them, crate by crate.
pub fn all_sources() -> impl Iterator<Item = PathBuf> {
    CRATES.iter().flat_map(|krate| sources(krate))
}

/// Every text file of the repository but what cargo and git keep, with its text.
pub fn texts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![workspace()];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("target") && !path.ends_with(".git") {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                texts.push((path, text));
            }
        }
    }
    texts.sort();
    texts
}

/// The text of a file up to its unit tests.
pub fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let starts = ["\n#[cfg(test)]\nmod ", "\n#[cfg(all(test, "];
    let end = starts.iter().filter_map(|start| text.find(start)).min();
    let end = end.or_else(|| text.starts_with("#[cfg(test)]").then_some(0));
    text[..end.map_or(text.len(), |end| end + 1)].to_owned()
}

/// The file's name as the module path below `src`: `a/b.rs` is `["a", "b"]`, `lib.rs` is `[]`.
pub fn module_path(file: &Path) -> Vec<String> {
    let below = file.components().skip_while(|part| part.as_os_str() != "src").skip(1);
    let mut parts: Vec<_> = below.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let last = parts.pop().unwrap();
    match last.trim_end_matches(".rs") {
        "lib" | "main" => {}
        name => parts.push(name.to_owned()),
    }
    parts
}

/// The text with comments, strings and characters blanked; lines stay where they are.
pub fn bare(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut bare = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => line_end(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => comment_end(&chars, at),
            'r' if starts_raw(&chars, at) => raw_end(&chars, at),
            '"' => string_end(&chars, at),
            '\'' => char_end(&chars, at),
            _ => at,
        };
        if end == at {
            bare.push(chars[at]);
            at += 1;
        } else {
            bare.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    bare
}

fn line_end(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length)
}

fn comment_end(chars: &[char], at: usize) -> usize {
    let end = chars[at..].windows(2).position(|pair| pair == ['*', '/']);
    end.map_or(chars.len(), |length| at + length + 2)
}

fn starts_raw(chars: &[char], at: usize) -> bool {
    let word_before =
        at > 0 && (chars[at - 1].is_alphanumeric() && chars[at - 1] != 'b' || chars[at - 1] == '_');
    let after = chars[at + 1..].iter().find(|c| **c != '#');
    !word_before && after == Some(&'"')
}

fn raw_end(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let mut end = at + hashes + 2;
    while end < chars.len() {
        let closes =
            chars[end] == '"' && chars[end + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        end += 1;
        if closes {
            return end + hashes;
        }
    }
    end
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    (end + 1).min(chars.len())
}

/// The end of a character; a lifetime is none and ends where it begins.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let close = chars[at + 3..].iter().position(|c| *c == '\'');
            close.map_or(at, |length| at + 3 + length + 1)
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// A file as its path from the root of the workspace.
pub fn shown(file: &Path) -> String {
    file.strip_prefix(workspace()).unwrap_or(file).display().to_string()
}
