//! All rules over all fixtures: what they say of each small file is kept as a snapshot, the
//! silence about its neighbours with it. A first line `# profile: test` chooses the profile.
//! After a change of the rules run `.ci/update` and read the difference.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use workload_core::syntax::text::Source;
use workload_core::validate::lint::{Finding, Selection, lint};
use workload_core::validate::rules::{Profile, all};

/// The fixtures: name and text, by name.
fn fixtures() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
    };
    let mut fixtures: Vec<_> = fs::read_dir(folder).unwrap().map(read).collect();
    fixtures.sort();
    fixtures
}

fn findings(name: &str, text: &str) -> Vec<Finding> {
    let profile = match text.lines().next().unwrap().strip_prefix("# profile: ") {
        Some("test") => Profile::Test,
        Some("development") => Profile::Development,
        Some(other) => panic!("{name}: no profile is called {other}"),
        None => Profile::Production,
    };
    let selection = Selection { profile, ..Selection::default() };
    lint(&[Source::new(format!("{name}.yaml"), text.to_owned())], &selection).findings
}

/// A finding in lines: where, what, and below it what else is said.
fn said(finding: &Finding) -> String {
    let (line, column, code) = (finding.start.line, finding.start.column, finding.rule.code);
    let mut text = format!("{line}:{column} {code} {} {}\n", finding.severity.as_str(), finding.message);
    for related in &finding.related {
        writeln!(text, "  {}:{} {}", related.start.line, related.start.column, related.message).unwrap();
    }
    if let Some(help) = &finding.help {
        writeln!(text, "  help: {help}").unwrap();
    }
    if let Some(patch) = &finding.patch {
        writeln!(text, "  fix: {:?}", patch.text).unwrap();
    }
    text
}

#[test]
fn findings_are_as_they_were() {
    for (name, text) in fixtures() {
        let said: String = findings(&name, &text).iter().map(said).collect();
        insta::assert_snapshot!(name, if said.is_empty() { "nothing\n".to_owned() } else { said });
    }
}

#[test]
fn every_rule_speaks_in_some_fixture_and_is_silent_in_another() {
    let fixtures = fixtures();
    let codes = |(name, text): &(String, String)| -> BTreeSet<_> {
        findings(name, text).iter().map(|finding| finding.rule.code).collect()
    };
    let found: Vec<_> = fixtures.iter().map(codes).collect();
    for rule in all().filter(|rule| rule.code.starts_with(['S', 'P', 'D', 'N', 'R'])) {
        let speaks = found.iter().filter(|codes| codes.contains(rule.code)).count();
        assert!((1..fixtures.len()).contains(&speaks), "{} speaks in {speaks} fixtures", rule.code);
    }
}

#[test]
fn a_certain_fix_mends_what_was_found() {
    let mut mended = 0;
    for (name, text) in fixtures() {
        let before = findings(&name, &text);
        for finding in &before {
            let Some(patch) = &finding.patch else { continue };
            let mut fixed = text.clone();
            fixed.replace_range(patch.span.range(), &patch.text);
            let after = findings(&name, &fixed);
            let same = |other: &&Finding| other.rule == finding.rule && other.path == finding.path;
            let count = |findings: &[Finding]| findings.iter().filter(same).count();
            assert_eq!(count(&after) + 1, count(&before), "{name}: {}\n{fixed}", finding.message);
            assert_eq!(after.len() + 1, before.len(), "{name}: the fix breaks something\n{fixed}");
            mended += 1;
        }
    }
    assert!(mended > 0, "no fixture has a certain fix");
}
