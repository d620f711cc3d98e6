//! What a word means: kinds, keys, volumes, rules, words of the field and sections of the article, a page each.
//!
//! The pages are those of the [`guide`](crate::guide), so a word has one explanation. Whatever
//! else can be explained is added as a line of `PROVIDERS`.
//!
//! ```
//! use workload_core::learn::explain::find;
//!
//! let pages = find("per_node").unwrap();
//! assert_eq!(pages[0].name, "DaemonSet");
//! assert_eq!(find("replcas").unwrap_err().near.as_deref(), Some("replicas"));
//! ```

mod article;
mod keys;
mod kinds;
mod plans;
mod rules;
mod section;
mod stories;
mod topic;
mod versions;
mod words;

use std::error::Error;
use std::fmt;

use self::topic::same;
use crate::k8s::short_names::kind_of_short_name;
use crate::learn::article::number;
use crate::syntax::text::nearest;

pub use self::topic::Topic;

/// What can be explained, in the order of the list. Stories come last: they are simulated anew
/// each time.
const PROVIDERS: &[fn() -> Vec<Topic>] = &[
    kinds::topics,
    keys::topics,
    rules::topics,
    words::topics,
    versions::topics,
    plans::topics,
    article::topics,
];

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

/// Everything that can be explained, group by group.
#[must_use]
pub fn topics() -> Vec<Topic> {
    pages().chain(stories::topics()).collect()
}

/// The pages that are written down.
fn pages() -> impl Iterator<Item = Topic> {
    PROVIDERS.iter().flat_map(|provider| provider())
}

/// What explains a word: the pages of that name, or else those that list it. Case does not
/// matter, nor whether `-`, `_` or a space is in a name; `4.2` and `article §4.2` are sections of the article.
///
/// # Errors
///
/// When nothing explains it, with the nearest word that something does.
pub fn find(word: &str) -> Result<Vec<Topic>, Unknown> {
    // `4.2` is a section, and `1.34` a version of Kubernetes.
    let is_version = |number: &&str| versions::topics().iter().any(|topic| topic.is_also_called(number));
    let cited = number(word).filter(|number| !is_version(number)).map(|number| format!("§{number}"));
    let word = cited.as_deref().unwrap_or(word);
    let told = stories::topics_called(|name| same(name, word));
    let topics: Vec<_> = pages().chain(told).collect();
    let named = topics.iter().filter(|topic| topic.is_called(word));
    let found: Vec<_> = named.chain(topics.iter().filter(|topic| topic.is_also_called(word))).collect();
    let found =
        if found.is_empty() { topics.iter().filter(|topic| topic.lists(word)).collect() } else { found };
    if let (true, Some(other)) = (found.is_empty(), other_name(word)) {
        return find(&other).map_err(|unknown| Unknown { word: word.to_owned(), ..unknown });
    }
    if let (true, Some(page)) =
        (found.is_empty(), other_forms(word).into_iter().find_map(|it| find(&it).ok()))
    {
        return Ok(page);
    }
    if found.is_empty() {
        return Err(Unknown { word: word.to_owned(), near: near(word, &topics) });
    }
    Ok(found.into_iter().cloned().collect())
}

/// The kind in other forms that kubectl takes: `deployments` and `statefulset.apps`.
fn other_forms(word: &str) -> Vec<String> {
    if let Some((kind, group)) = word.split_once('.') {
        let are_words =
            [kind, group].iter().all(|it| it.starts_with(|first: char| first.is_ascii_alphabetic()));
        return if are_words { vec![kind.to_owned()] } else { Vec::new() };
    }
    let one = [("ies", "y"), ("es", ""), ("s", "")]
        .map(|(many, one)| Some(format!("{}{one}", word.strip_suffix(many)?)));
    one.into_iter().flatten().filter(|one| one.len() > 2).collect()
}

/// The name under which a field, a value or a kind of Kubernetes is explained here.
fn other_name(word: &str) -> Option<String> {
    let name = keys::key_of(word).or_else(|| kind_of_short_name(word));
    name.map(ToOwned::to_owned).or_else(|| in_words(word))
}

/// A name as Kubernetes writes it, as a key: `imagePullPolicy` is `image_pull_policy`, `NetworkPolicy` is
/// `network_policy`.
fn in_words(word: &str) -> Option<String> {
    let has_words = word.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric());
    let snake = |(at, c): (usize, char)| {
        let before = (at > 0 && c.is_ascii_uppercase()).then_some('_');
        before.into_iter().chain([c.to_ascii_lowercase()])
    };
    has_words.then(|| word.chars().enumerate().flat_map(snake).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_own_name_and_says_something() {
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
            ("readinessProbe", &["ready"]),
            ("imagePullPolicy", &["image_pull_policy"]),
            ("httpGet", &["live", "post_start", "pre_stop", "ready", "startup"]),
            ("secretKeyRef", &["env"]),
            ("ReadWriteOnce", &["Claim", "claim"]),
            ("RollingUpdate", &["rolling_update", "rolling update", "rolling-update"]),
            ("NetworkPolicy", &["network_policy"]),
            ("service", &["service", "Service"]),
            ("PVC", &["claim"]),
            ("deploy", &["Deployment"]),
            ("sts", &["StatefulSet"]),
            ("ds", &["DaemonSet"]),
            ("cj", &["CronJob"]),
            ("svc", &["service", "Service"]),
            ("services", &["Service"]),
            ("statefulsets.apps", &["StatefulSet"]),
            ("cm", &["config_map"]),
            ("plan", &["plan"]),
            ("drain node-2", &["plan"]),
            ("headless service", &["headless Service"]),
            ("PerPod", &["PerPod"]),
            ("max_unavailable", &["disruption_budget", "rolling_update"]),
            ("Forbid", &["concurrency"]),
            ("a01", &["allow_without_reason"]),
            ("duplicate key", &["duplicate_key"]),
            ("article §4.2", &["§4.2"]),
            ("4.2", &["§4.2"]),
            ("1.34", &["Kubernetes 1.34"]),
            ("§6", &["§6"]),
            ("Article", &["article"]),
            ("what stateless means", &["§3.1"]),
        ] {
            let found = find(word).unwrap();
            let found: Vec<_> = found.iter().map(|topic| topic.name.as_ref()).collect();
            assert_eq!(found, names, "{word}");
        }
    }

    #[test]
    fn a_section_has_no_name_of_something_else() {
        for section in crate::learn::article::sections() {
            let found = find(section.title).unwrap();
            assert_eq!(found.len(), 1, "{} is the name of {}", section.title, found[0].name);
        }
    }

    #[test]
    fn every_rule_is_found_by_its_code_and_by_its_name() {
        for rule in crate::validate::rules::all() {
            for word in [rule.code, rule.name, &rule.code.to_lowercase(), &rule.name.replace('_', "-")] {
                let found = find(word).unwrap();
                assert!(
                    found.iter().any(|topic| topic.name == rule.name),
                    "{word} does not explain {}",
                    rule.name
                );
            }
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
