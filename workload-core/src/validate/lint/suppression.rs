//! What a suppression says: `allow S01, N02 because the data is a copy`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter, memrchr};

use crate::syntax::text::nearest;
use crate::validate::rules::{Check, Profile, Rule, find};

/// The words that open a suppression in a comment.
pub(super) const OPENING: &str = "workload: allow";

/// The first words of suppressions.
const OPENINGS: &[&str] = &["workload", "workloads"];

/// The annotation that holds suppressions.
pub(super) const ANNOTATION: &str = "workload/allow";

/// What every annotation begins with that is meant to hold suppressions.
const ANNOTATED: &str = "workload/";

/// Other words that people write for `allow`.
const ALIKE: &[&str] = &["allow", "allows", "allowed", "ignore", "disable", "suppress", "skip", "noqa"];

/// The rules that a suppression allows; its reason has been checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suppression {
    pub(super) rules: Vec<&'static Rule>,
}

/// What a text may hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    /// Whether its comments may be suppressions, or are meant to be some.
    pub(super) in_comments: bool,
    /// Whether its annotations may.
    pub(super) in_annotations: bool,
}

impl Hints {
    /// Looks through a text; every text of a run comes by here.
    pub(super) fn of(text: &str) -> Self {
        const NAME: &str = OPENINGS[0];
        static NAMES: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(NAME));
        static VERBS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("low "));
        let bytes = text.as_bytes();
        let has_comments = memchr(b'#', bytes).is_some();
        let mut hints = Self::default();
        for at in NAMES.find_iter(bytes) {
            match bytes.get(at + NAME.len()) {
                Some(b'/') => hints.in_annotations = true,
                Some(b':' | b' ') if has_comments => hints.in_comments |= follows_an_opening(text, at),
                _ => {}
            }
        }
        let is_verb = |at: &usize| matches!(bytes[..*at].last(), Some(b'l' | b'a'));
        let mut verbs = VERBS.find_iter(bytes).filter(is_verb);
        hints.in_comments |= has_comments && verbs.any(|at| follows_an_opening(text, at));
        hints
    }
}

/// Whether comments of a text may be suppressions, or are meant to be some.
pub(super) fn may_suppress(text: &str) -> bool {
    Hints::of(text).in_comments
}

/// Whether a comment on the line of the byte, which begins before it, begins nearly as a suppression does.
fn follows_an_opening(text: &str, at: usize) -> bool {
    let line = memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    memchr_iter(b'#', &text.as_bytes()[line..at]).any(|hash| {
        let comment = &text[line + hash + 1..];
        let end = comment.find('\n').unwrap_or(comment.len());
        words(&comment[..end]).next().is_some_and(|word| is_near(&word.to_lowercase(), OPENINGS))
    })
}

/// Reads a comment; none when it is about something else. An error says what it should be.
pub(super) fn read_comment(comment: &str) -> Option<Result<Suppression, String>> {
    match comment.strip_prefix(OPENING) {
        Some(words) if words.is_empty() || words.starts_with(char::is_whitespace) => Some(read(words)),
        _ => is_meant(comment).then(|| {
            let words = comment.split_whitespace();
            let opening: Vec<_> = words.take_while(|word| !is_after_opening(word)).collect();
            let opening = opening.join(" ");
            Err(format!("`{opening}` suppresses nothing: write `# {OPENING} S01 because …`"))
        }),
    }
}

/// Whether a comment is a misspelt suppression: two words that are nearly its own, and a rule; or just those two
/// words, with or without a reason.
fn is_meant(comment: &str) -> bool {
    let lower = comment.to_lowercase();
    let mut words = words(&lower);
    let (Some(opening), Some(verb)) = (words.next(), words.next()) else { return false };
    match words.next() {
        None | Some("because") => opening == OPENINGS[0] && verb == ALIKE[0],
        Some(name) => is_near(opening, OPENINGS) && is_near(verb, ALIKE) && is_rule(name),
    }
}

/// Whether a word comes after the opening of a suppression.
fn is_after_opening(word: &str) -> bool {
    word == "because" || is_rule(word.trim_end_matches(','))
}

/// Whether a word names a rule, or looks like the code of one.
fn is_rule(word: &str) -> bool {
    let digits = word.get(1..).unwrap_or_default();
    let is_code = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && matches!(digits.len(), 1..=3)
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code || find(word).is_some()
}

/// The words of a comment.
fn words(comment: &str) -> impl Iterator<Item = &str> {
    comment.split([' ', '\t', ':', ',', '(', ')']).filter(|word| !word.is_empty())
}

fn is_near(word: &str, to: &[&str]) -> bool {
    to.contains(&word) || nearest(word, to).is_some()
}

/// What is wrong with an annotation that is nearly the one that suppresses.
pub(super) fn misspelt_annotation(key: &str) -> Option<String> {
    let name = key.strip_prefix(ANNOTATED).filter(|_| key != ANNOTATION)?;
    (ALIKE.contains(&name) || nearest(name, ALIKE).is_some())
        .then(|| format!("the annotation `{key}` suppresses nothing: did you mean `{ANNOTATION}`?"))
}

/// Whether a rule that finds nothing with this profile finds nothing with any other: production is the
/// strictest, and what the API server says is the same everywhere.
pub(super) fn is_settled(rule: &Rule, profile: Profile) -> bool {
    profile == Profile::Production || matches!(rule.check, Check::Server(_))
}

/// Reads what stands behind `allow`; an error says what it should be.
pub(super) fn read(text: &str) -> Result<Suppression, String> {
    let (names, reason) = match text.split_once("because") {
        Some((names, reason)) => (names, reason.trim()),
        None => (text, ""),
    };
    let names: Vec<_> = names.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Err("name the rule that is allowed: `allow S01 because …`".to_owned());
    }
    if let Some(word) = reason_without_because(&names, text) {
        return Err(format!("there is no rule `{word}`: a reason begins with `because`"));
    }
    let rules = names.iter().map(|name| named(name)).collect::<Result<_, _>>()?;
    if reason.is_empty() {
        return Err(format!("give the reason: `allow {} because …`", names.join(", ")));
    }
    Ok(Suppression { rules })
}

/// The word behind rules with which a reason seems to begin, where no `because` does.
fn reason_without_because<'n>(names: &[&'n str], text: &str) -> Option<&'n str> {
    let word = names.iter().skip(1).find(|name| !is_rule(name))?;
    (!text.contains("because") && is_rule(names[0]) && near_rule(word).is_none()).then_some(word)
}

/// The rule of that name or code, if it can be allowed.
fn named(name: &str) -> Result<&'static Rule, String> {
    let rule = find(name).ok_or_else(|| unknown(name))?;
    match rule.code {
        "V01" => Err(format!(
            "`{name}` cannot be allowed: a document that cannot be read has no part to allow it in"
        )),
        "A01" | "A02" => Err(format!("`{name}` cannot be allowed: correct the suppression, or remove it")),
        _ => Ok(rule),
    }
}

/// The name or code of a rule that is nearly that one.
fn near_rule(name: &str) -> Option<&'static str> {
    let words: Vec<_> = crate::validate::rules::all().flat_map(|rule| [rule.code, rule.name]).collect();
    nearest(name, &words)
}

fn unknown(name: &str) -> String {
    match near_rule(name) {
        Some(near) => format!("there is no rule `{name}`: did you mean `{near}`?"),
        None => format!("there is no rule `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read_with_their_reason() {
        let codes =
            |text| read(text).map(|allowed| allowed.rules.iter().map(|rule| rule.code).collect::<Vec<_>>());
        assert_eq!(codes(" V04 because the operator adds it"), Ok(vec!["V04"]));
        assert_eq!(codes(" V04, wrong_type because both are meant"), Ok(vec!["V04", "V03"]));
        assert_eq!(codes(" V04").unwrap_err(), "give the reason: `allow V04 because …`");
        assert_eq!(codes(" V04 because").unwrap_err(), "give the reason: `allow V04 because …`");
        assert_eq!(
            codes(" because I say so").unwrap_err(),
            "name the rule that is allowed: `allow S01 because …`"
        );
        assert_eq!(
            codes(" unknown_filed because x").unwrap_err(),
            "there is no rule `unknown_filed`: did you mean `unknown_field`?"
        );
        assert_eq!(
            codes(" V04, V05 the operator adds it").unwrap_err(),
            "there is no rule `the`: a reason begins with `because`"
        );
        assert!(codes(" V01 because x").unwrap_err().starts_with("`V01` cannot be allowed: "));
        assert!(codes(" allow_without_reason because x").unwrap_err().contains("cannot be allowed"));
    }

    #[test]
    fn misspelt_suppressions_are_told_from_other_comments() {
        for (comment, opening) in [
            ("workload:allow S01 because x", "workload:allow"),
            ("workload: alow S01 because x", "workload: alow"),
            ("worklod: allow S01 because x", "worklod: allow"),
            ("Workload: Allow s01 because x", "Workload: Allow"),
            ("workload: ignore store_on_scratch", "workload: ignore"),
            ("workload:allow", "workload:allow"),
            ("workload:allow because x", "workload:allow"),
            ("workload:allow R6 because x", "workload:allow"),
            ("workload: allowS01", ""),
        ] {
            let read = read_comment(comment);
            let expected = format!("`{opening}` suppresses nothing: write `# workload: allow S01 because …`");
            assert_eq!(read, (!opening.is_empty()).then_some(Err(expected)), "{comment}");
            assert!(may_suppress(&format!("a: 1 # {comment}\n")) || opening.is_empty(), "{comment}");
        }
        for comment in [
            "workload: allowed on spot nodes",
            "workload: skip",
            "the workload may skip S01",
            "allow S01",
            "workload",
        ] {
            assert_eq!(read_comment(comment), None, "{comment}");
        }
    }

    #[test]
    fn misspelt_annotations_are_told() {
        assert!(
            misspelt_annotation("workload/alow").is_some()
                && misspelt_annotation("workload/ignore").is_some()
        );
        assert_eq!(misspelt_annotation("workload/allow"), None);
        assert_eq!(misspelt_annotation("workload/team"), None);
        assert_eq!(misspelt_annotation("other/alow"), None);
    }
}
