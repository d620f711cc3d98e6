//! The rules keep their word: their lists are whole, and the examples in their documentation
//! are run. `.ci/update` rewrites the lists.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use workload_core::syntax::text::Source;
use workload_core::validate::lint::{Selection, lint};
use workload_core::validate::rules::{Check, Rule, all};

/// The families whose lists are written here, by letter.
const FAMILIES: [(&str, &str); 7] = [
    ("state", "S"),
    ("place", "P"),
    ("duration", "D"),
    ("network", "N"),
    ("rollout", "R"),
    ("suppression", "A"),
    ("source", "K"),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/validate/rules")
}

/// The rules of a family: code and module.
fn rules_in(family: &str) -> BTreeMap<String, String> {
    let declared = |text: &str| {
        let line = text.lines().find(|line| {
            [", Object(", ", Set(", ", Both("].iter().any(|check| line.contains(check))
                || line.ends_with(", Linter")
        })?;
        Some(line.split_whitespace().next()?.to_owned())
    };
    let mut rules = BTreeMap::new();
    for entry in fs::read_dir(folder().join(family)).into_iter().flatten() {
        let path = entry.unwrap().path();
        let Some(code) = path
            .extension()
            .is_some_and(|end| end == "rs")
            .then(|| declared(&fs::read_to_string(&path).unwrap()))
            .flatten()
        else {
            continue;
        };
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!(rules.insert(code.clone(), module), None, "two rules of {family} are {code}");
    }
    rules
}

/// A family's file as it should be: modules that are no rules keep their place.
fn list(family: &str, written: &str) -> String {
    let rules = rules_in(family);
    let sentence: Vec<_> = written.lines().take_while(|line| line.starts_with("//!")).collect();
    let mut modules: Vec<_> = rules.values().cloned().collect();
    for entry in fs::read_dir(folder().join(family)).into_iter().flatten() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|end| end == "rs") && !modules.contains(&module) {
            modules.push(module);
        }
    }
    modules.sort();
    let mut text = sentence.join("\n") + "\n\n";
    for module in &modules {
        writeln!(text, "mod {module};").unwrap();
    }
    text.push_str("\nuse super::rule::Rule;\n\n/// The rules of this family, by code.\npub(super) static RULES: &[&Rule] = &[\n");
    for module in rules.values() {
        writeln!(text, "    &{module}::RULE,").unwrap();
    }
    text.push_str("];\n");
    text
}

#[test]
fn lists_of_rules_are_whole() {
    for (family, _) in FAMILIES {
        let file = folder().join(format!("{family}.rs"));
        let written = fs::read_to_string(&file).unwrap();
        let wanted = list(family, &written);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, wanted).unwrap();
            continue;
        }
        // The formatter may fold a short list into one line.
        let words = |text: &str| text.split_whitespace().collect::<String>().replace(",]", "]");
        assert_eq!(words(&written), words(&wanted), "the list of {family} is stale: run `.ci/update`");
    }
}

/// The sections of the article that a documentation cites, in their order.
fn cited(doc: &str) -> Vec<&str> {
    let mut cited: Vec<&str> = Vec::new();
    for rest in doc.split('§').skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let section = rest[..end].trim_end_matches('.');
        if !cited.contains(&section) {
            cited.push(section);
        }
    }
    cited
}

#[test]
fn rules_carry_the_sections_that_their_documentation_cites() {
    for rule in all() {
        assert_eq!(rule.sections, cited(rule.doc), "{} {}", rule.code, rule.name);
    }
    assert!(all().filter(|rule| !rule.sections.is_empty()).count() > 40);
}

#[test]
fn codes_and_names_are_unique_and_in_their_families() {
    let (mut codes, mut names) = (BTreeMap::new(), BTreeMap::new());
    for rule in all() {
        assert_eq!(codes.insert(rule.code, rule.name), None, "{} is there twice", rule.code);
        assert_eq!(names.insert(rule.name, rule.code), None, "{} is there twice", rule.name);
        assert!(
            rule.summary().ends_with(['.', '?']),
            "{} does not begin with a sentence: {:?}",
            rule.code,
            rule.summary()
        );
    }
    for (family, letter) in FAMILIES {
        for code in rules_in(family).keys() {
            assert!(code.starts_with(letter), "{code} is not of family {family}");
            assert!(codes.contains_key(code.as_str()), "{code} is in no list");
        }
    }
}

/// The examples of a rule's documentation: whether it is bad, the options behind, the text.
fn examples(rule: &Rule) -> Vec<(bool, String, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(bool, String, String)> = None;
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(header)) => {
                let mut words = header.split_whitespace();
                assert_eq!(
                    words.next(),
                    Some("yaml"),
                    "{}: examples are `yaml bad` or `yaml good`",
                    rule.code
                );
                let bad = words.next() == Some("bad");
                open = Some((bad, words.collect(), String::new()));
            }
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    examples
}

#[test]
fn examples_are_found_and_passed_by() {
    let mut wrong = Vec::new();
    for rule in all() {
        let examples = examples(rule);
        let exempt = matches!(rule.code, "V13" | "V14" | "K01");
        let is_server = matches!(rule.check, Check::Server(_) | Check::Linter);
        if !exempt && !examples.iter().any(|(bad, ..)| *bad) {
            wrong.push(format!("{} has no bad example", rule.code));
        }
        if !is_server && !examples.iter().any(|(bad, ..)| !*bad) {
            wrong.push(format!("{} has no good example", rule.code));
        }
        for (bad, _, text) in examples {
            let outcome = lint(&[Source::new("example.yaml", text.clone())], &Selection::default());
            let found = outcome.findings.iter().any(|finding| finding.rule == rule);
            if found != bad {
                let said: Vec<_> = outcome
                    .findings
                    .iter()
                    .map(|finding| format!("{}: {}", finding.rule.code, finding.message))
                    .collect();
                wrong.push(format!(
                    "{} {} in its example:\n{text}\nfound: {said:?}",
                    rule.code,
                    if bad { "finds nothing" } else { "speaks" }
                ));
            }
            let others =
                outcome.findings.iter().filter(|finding| finding.rule.code.starts_with('V') && !is_server);
            wrong.extend(others.map(|other| {
                format!("{}: the server would refuse its example: {}\n{text}", rule.code, other.message)
            }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
