//! The sentences of a note, each of which is said once.

use workload_core::predict::diff::Note;

use crate::html::{rich, text};

/// What happens, why, to Pods, to data: as HTML, in sentences.
pub(super) fn sentences(note: &Note) -> String {
    let parts = [&note.message, &note.why, &note.pods, &note.data];
    let ended = parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(|part| {
        let dot = if part.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        format!("{}{dot}", capital(part))
    });
    rich(&ended.collect::<Vec<_>>().join(" "))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    // A name that a sentence begins with stays as it is written.
    let first_word = text.split(' ').next().unwrap_or_default();
    if first_word.contains(['.', '/', '-', ':']) {
        return text.to_owned();
    }
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The commands of a note; nothing where there are none.
pub(super) fn commands(note: &Note) -> String {
    if note.commands.is_empty() {
        return String::new();
    }
    format!("<pre>{}</pre>\n", text(&note.commands.join("\n")))
}
