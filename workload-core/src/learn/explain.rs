//! What a word means: kinds, keys, volumes, rules and words of the field, a page each.
//!
//! The pages are those of the [`guide`](crate::guide), so a word has one explanation. Whatever
//! else can be explained joins in as a line of `PROVIDERS`.
//!
//! ```
//! use workload_core::learn::explain::find;
//!
//! let pages = find("per_node").unwrap();
//! assert_eq!(pages[0].name, "DaemonSet");
//! assert_eq!(find("replcas").unwrap_err().near.as_deref(), Some("replicas"));
//! ```

mod keys;
mod kinds;
mod rules;
mod section;
mod stories;
mod words;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::syntax::text::nearest;

/// What can be explained, in the order of the list; stories come last, for they are told anew
/// each time.
const PROVIDERS: &[fn() -> Vec<Topic>] = &[kinds::topics, keys::topics, rules::topics, words::topics];

/// Something that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What it is called.
    pub name: Cow<'static, str>,
    /// What else it is called.
    pub also: Vec<Cow<'static, str>>,
    /// What it is one of: "Kinds", "Keys".
    pub group: &'static str,
    /// The explanation, as Markdown.
    pub text: Cow<'static, str>,
}

/// A word that nothing explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The word.
    pub word: String,
    /// A word near it that something does explain.
    pub near: Option<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing explains `{}`", self.word)
    }
}

impl Error for Unknown {}

impl Topic {
    /// The first sentence of the explanation, without how a key is written.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut paragraphs = self.text.split("\n\n").map(str::trim);
        let prose =
            paragraphs.find(|text| !text.starts_with(['`', '-', '#']) && !text.starts_with("Written "));
        let joined = prose.unwrap_or_default().replace('\n', " ");
        joined.split_once(". ").map_or(joined.clone(), |(first, _)| format!("{first}."))
    }

    fn is_called(&self, word: &str) -> bool {
        same(&self.name, word)
    }

    fn is_also_called(&self, word: &str) -> bool {
        self.also.iter().any(|name| same(name, word))
    }

    /// Whether it lists `word` among the keys and words that stand in it.
    fn lists(&self, word: &str) -> bool {
        self.listed().any(|listed| same(listed, word))
    }

    /// The keys and words in its lists: ``- `max_surge`: …``.
    fn listed(&self) -> impl Iterator<Item = &str> {
        let code = |line: &'_ str| -> Option<(usize, usize)> {
            let start = line.find("- `")? + 3;
            line[..start].trim_start().starts_with("- `").then_some(())?;
            Some((start, start + line[start..].find('`')?))
        };
        self.text.lines().filter_map(move |line| code(line).map(|(start, end)| &line[start..end]))
    }
}

/// Everything that can be explained, group by group.
#[must_use]
pub fn topics() -> Vec<Topic> {
    pages().chain(stories::topics()).collect()
}

/// The pages that stand written.
fn pages() -> impl Iterator<Item = Topic> {
    PROVIDERS.iter().flat_map(|provider| provider())
}

/// What explains a word: pages that are called so, or else those that list it. Case does not
/// matter, nor whether `-`, `_` or a space is in a name.
///
/// # Errors
///
/// When nothing explains it, with the nearest word that something does.
pub fn find(word: &str) -> Result<Vec<Topic>, Unknown> {
    let told = stories::topics_called(|name| same(name, word));
    let topics: Vec<_> = pages().chain(told).collect();
    let named = topics.iter().filter(|topic| topic.is_called(word));
    let found: Vec<_> = named.chain(topics.iter().filter(|topic| topic.is_also_called(word))).collect();
    let found =
        if found.is_empty() { topics.iter().filter(|topic| topic.lists(word)).collect() } else { found };
    if found.is_empty() {
        return Err(Unknown { word: word.to_owned(), near: near(word, &topics) });
    }
    Ok(found.into_iter().cloned().collect())
}

/// The nearest word that something explains; names come before what they list.
fn near(word: &str, topics: &[Topic]) -> Option<String> {
    let names = topics.iter().flat_map(|topic| topic.also.iter().chain([&topic.name]).map(AsRef::as_ref));
    let listed = topics.iter().flat_map(Topic::listed);
    let mut words: Vec<&str> = names.chain(listed).collect();
    for story in stories::names() {
        words.push(story);
    }
    nearest(word, &words).map(ToOwned::to_owned)
}

fn same(name: &str, word: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    plain(name) == plain(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_name_of_its_own_and_says_something() {
        let topics = topics();
        assert!(topics.len() > 120, "{}", topics.len());
        for (at, topic) in topics.iter().enumerate() {
            assert!(topic.summary().len() > 10, "{}: {}", topic.name, topic.summary());
            assert!(!topic.summary().contains('\n'));
            let twin =
                topics[..at].iter().find(|other| other.group == topic.group && other.name == topic.name);
            assert_eq!(twin, None);
        }
    }

    #[test]
    fn a_word_is_found_under_all_its_names() {
        for (word, names) in [
            ("StatefulSet", &["StatefulSet"][..]),
            ("stateful", &["StatefulSet"]),
            ("PER-NODE", &["DaemonSet"]),
            ("schedule", &["schedule", "CronJob"]),
            ("service", &["service", "Service"]),
            ("PVC", &["claim"]),
            ("headless service", &["headless Service"]),
            ("PerPod", &["PerPod"]),
            ("max_unavailable", &["disruption_budget", "rolling_update"]),
            ("Forbid", &["concurrency"]),
            ("a01", &["allow_without_reason"]),
            ("duplicate key", &["duplicate_key"]),
        ] {
            let found = find(word).unwrap();
            let found: Vec<_> = found.iter().map(|topic| topic.name.as_ref()).collect();
            assert_eq!(found, names, "{word}");
        }
    }

    #[test]
    fn a_near_word_is_named() {
        for (word, near) in [
            ("statefulst", "StatefulSet"),
            ("replicsa", "replicas"),
            ("Forbidd", "Forbid"),
            ("tolerat", "tolerate"),
        ] {
            assert_eq!(find(word).unwrap_err().near.as_deref(), Some(near), "{word}");
        }
        assert_eq!(find("xyzzy-plugh").unwrap_err().near, None);
    }
}
