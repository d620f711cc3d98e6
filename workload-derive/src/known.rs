//! What is possible where a word stands that is no key.
//!
//! A word that resembles a key is left to the compiler, which names the key and offers to write it.

mod keys;

use crate::words;
use keys::KEYS;

/// What rust-analyzer puts where the cursor is: half a word is no mistake.
const CURSOR: &str = "raCompletionMarker";

/// How long a line of keys is.
const WIDTH: usize = 96;

/// The keys of a type; none when it is not known here.
fn keys_of(of: &str) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    let (_, keys) = KEYS.iter().find(|(name, _)| *name == of)?;
    Some(keys.split_whitespace().map(|key| key.split_once(':').unwrap_or((key, ""))))
}

/// The type of the group behind a key, empty when it takes no keys; none when the key is not known.
pub(crate) fn group_of(of: &str, key: &str) -> Option<&'static str> {
    keys_of(of)?.find(|(known, _)| *known == key).map(|(_, group)| group)
}

/// Whether a key takes a group of keys, wherever it stands.
pub(crate) fn takes_keys(key: &str) -> bool {
    KEYS.iter().any(|(of, _)| group_of(of, key).is_some_and(|group| !group.is_empty()))
}

/// Whether a type has that key.
pub(crate) fn is_key(of: &str, word: &str) -> bool {
    group_of(of, word).is_some()
}

/// What is said of `word`, which stands among the keys of the type `of` behind the key `around`, when it is no
/// key of it, begins none and resembles none. An editor counts on the begin of a key while the key is typed.
pub(crate) fn refusal(of: &str, around: &str, word: &str) -> Option<String> {
    if of.is_empty() {
        return Some(format!("`{around}` has no keys in parentheses, so no `{word}`: write `{around} = …`"));
    }
    let known: Vec<_> = keys_of(of)?.map(|(key, _)| key).collect();
    if known.contains(&word) || word.contains(CURSOR) {
        return None;
    }
    if let Some(lower) = in_lower_case(of, word) {
        return Some(format!("a key is written in lower case: `{lower}`"));
    }
    let is_begun = known.iter().any(|key| key.starts_with(word));
    let is_alike = !words::is_of_every_iterator(word) && known.iter().any(|key| resembles(word, key));
    (!is_begun && !is_alike).then(|| possible(around, word, &known))
}

/// The key of a type that is `word` in lower case, when that is another word.
pub(crate) fn in_lower_case(of: &str, word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    (lower != word && is_key(of, &lower)).then_some(lower)
}

/// What is said of a name in quotes, which stands among the keys of the type `of` behind the key `around`, when
/// that takes none.
pub(crate) fn no_names(of: &str, around: &str) -> Option<String> {
    let known: Vec<_> = keys_of(of)?.map(|(key, _)| key).collect();
    let takes_names = known.contains(&"…");
    (!takes_names).then(|| listed(format!("`{around}(…)` takes no names in quotes: its keys are"), &known))
}

/// What is said of a function that makes a value, when there is none of that name and none like it.
pub(crate) fn no_function(word: &str) -> Option<String> {
    let known: Vec<_> = keys_of("Literal")?.map(|(function, _)| function).collect();
    let is_left = word.contains(CURSOR) || known.iter().any(|function| resembles(word, function));
    (!is_left).then(|| {
        let text = format!("there is no function `{word}` for a value: the functions are");
        listed(text, &known)
    })
}

/// A text and the keys in the parentheses behind `key`, wherever it stands; none when it takes no keys.
pub(crate) fn keys_behind(key: &str, text: &str) -> Option<String> {
    let group = ["Description", "Container"].iter().find_map(|of| group_of(of, key));
    let group = group.or_else(|| KEYS.iter().find_map(|(of, _)| group_of(of, key)));
    let keys: Vec<_> = keys_of(group?)?.map(|(key, _)| key).collect();
    Some(listed(format!("{text}the keys of `{key}(…)` are"), &keys))
}

/// The groups that have the word, or else the keys that could stand there, those that share a word with it first.
fn possible(around: &str, word: &str, known: &[&str]) -> String {
    let groups = named(known, |key| {
        let mut groups = KEYS.iter().filter_map(|(of, _)| group_of(of, key));
        groups.any(|group| is_key(group, word))
    });
    let groups = if groups.is_empty() && !around.is_empty() { groups_with(word) } else { groups };
    if !groups.is_empty() {
        let place = if around.is_empty() { "here".to_owned() } else { format!("in `{around}(…)`") };
        return format!("there is no key `{word}` {place}: it stands in the parentheses of {groups}");
    }
    let (of, whose) = if around.is_empty() {
        (String::new(), "the keys are")
    } else {
        (format!(" in `{around}(…)`"), "its keys are")
    };
    let near = named(known, |key| {
        key.split('_').any(|part| part.len() > 2 && word.split('_').any(|own| own == part))
    });
    let near = if near.is_empty() { near } else { format!(", but {near}") };
    listed(format!("there is no key `{word}`{of}{near}: {whose}"), known)
}

/// The groups of the app that have the word as a key, when they are few.
fn groups_with(word: &str) -> String {
    let keys: Vec<_> = keys_of("Description").into_iter().flatten().collect();
    let have = |(key, group): &&(&'static str, &'static str)| is_key(group, word).then_some(*key);
    let groups: Vec<_> = keys.iter().filter_map(|pair| have(&pair)).collect();
    if groups.len() > 2 { String::new() } else { named(&groups, |_| true) }
}

/// The keys of which that is true, in a row.
fn named(known: &[&str], is_one: impl Fn(&str) -> bool) -> String {
    let keys: Vec<_> = known.iter().filter(|key| is_one(key)).map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

/// A text and keys, in lines.
fn listed(mut text: String, known: &[&str]) -> String {
    let mut width = text.chars().count();
    for key in known.iter().filter(|key| **key != "…") {
        if width + key.len() > WIDTH {
            text.push_str("\n   ");
            width = 3;
        }
        width += key.len() + 1;
        text = format!("{text} {key}");
    }
    let entries = if known.contains(&"…") { ", and names in quotes" } else { "" };
    text + entries
}

/// Whether the compiler will find that a word is like a key.
fn resembles(word: &str, key: &str) -> bool {
    distance(word, key) <= word.len().max(3) / 3
}

/// How many letters must be added, left out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (to, d) in other.iter().enumerate() {
            let changed = before + usize::from(c != *d);
            before = row[to + 1];
            row[to + 1] = changed.min(row[to] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, group_of, keys_behind, no_function, refusal};

    /// What is said of a word that is no key.
    fn told(of: &str, around: &str, word: &str) -> String {
        refusal(of, around, word).unwrap()
    }

    #[test]
    fn a_word_like_no_key_is_told_what_is_possible() {
        let all = told("Description", "", "frobnicate");
        assert!(all.starts_with("there is no key `frobnicate`: the keys are affinity"), "{all}");
        assert!(all.lines().count() > 5 && all.lines().all(|line| line.len() < 110), "{all}");
        let of_a_group = told("Probe", "ready", "frobnicate");
        let expected = "there is no key `frobnicate` in `ready(…)`: its keys are delay";
        assert!(of_a_group.starts_with(expected), "{of_a_group}");
        assert_eq!(
            told("", "image", "name"),
            "`image` has no keys in parentheses, so no `name`: write `image = …`"
        );
        let near = told("Description", "", "my_special_network");
        assert!(near.contains("`my_special_network`, but `host_network`, `network_policy`"), "{near}");
        let elsewhere = told("Description", "", "failures");
        let expected = "`failures` here: it stands in the parentheses of `live`, `ready`, `startup`";
        assert!(elsewhere.ends_with(expected), "{elsewhere}");
    }

    #[test]
    fn the_begin_of_a_key_is_left_to_editors() {
        assert_eq!((refusal("Description", "", "rep"), refusal("Probe", "ready", "pe")), (None, None));
    }

    #[test]
    fn keys_and_words_like_them_are_the_compilers() {
        for word in ["image", "imag", "replcas", "raCompletionMarker"] {
            assert_eq!(refusal("Description", "", word), None, "{word}");
        }
        assert!(refusal("Description", "", "map").is_some(), "every iterator has it");
        assert_eq!(refusal("Unknown", "", "word"), None);
        assert_eq!((no_function("secret"), no_function("secrt")), (None, None));
        assert!(no_function("vault").is_some_and(|told| told.contains(" secret ")));
        assert!(keys_behind("sidecar", "").is_some_and(|told| told.contains(" image ")));
        assert_eq!(keys_behind("image", ""), None);
    }

    #[test]
    fn groups_are_known_by_their_types() {
        assert_eq!(group_of("Description", "ready"), Some("Probe"));
        assert_eq!(group_of("Resources", "limits"), Some("ResourceList"));
        assert_eq!((group_of("Description", "image"), group_of("Description", "no")), (Some(""), None));
        assert_eq!((distance("replcas", "replicas"), distance("", "ab"), distance("ab", "ba")), (1, 2, 2));
    }
}
