//! Small cases after public reports: each file of `cases` says in its first line which rules speak at
//! warning or above, or that none does; those of `../shared/cases`, where they are, have a right verdict each
//! in a table here, and a snapshot of all that is said of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use workload_core::k8s::{Version, Versions};
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{Selection, lint};
use workload_core::validate::rules::Severity;

/// What the public reports are about, by their numbers; those that are nothing, and those about a plan,
/// are not listed.
const REPORTS: &[(&str, &str)] = &[
    ("02", "D10"),
    ("05", "P10"),
    ("07", "P09"),
    ("10", "N03"),
    ("13", "V08"),
    ("17", "V07"),
    ("22", "V08"),
    ("32", "R14"),
    ("35", "R04"),
    ("36", "R03"),
    ("36", "R04"),
    ("41", "V03"),
    ("42", "V08"),
    ("46", "V08"),
    ("49", "D04"),
    ("49", "V06"),
    ("49", "V08"),
    ("49", "V11"),
    ("51", "S01"),
    ("52", "S01"),
    ("57", "N07"),
    ("59", "R10"),
    ("64", "S10"),
];

/// A case that one version refuses and a later one serves.
const SERVED_LATER: &str = "48";

/// The rules that speak at warning or above.
fn spoken(name: &str, text: String) -> BTreeSet<&'static str> {
    let outcome = lint(&[Source::new(name, text)], &Selection::default());
    let counting = outcome.findings.iter().filter(|finding| finding.severity > Severity::Info);
    counting.map(|finding| finding.rule.code).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    files.sort();
    files
}

#[test]
fn own_cases_are_told_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in files(&folder) {
        let text = fs::read_to_string(&file).unwrap();
        let expected = text.lines().next().unwrap().strip_prefix("# expect: ").unwrap().to_owned();
        let expected: BTreeSet<&str> = expected.split(", ").filter(|code| *code != "nothing").collect();
        let found = spoken("case.yaml", text);
        count += 1;
        if found != expected {
            wrong.push(format!("{}: expected {expected:?}, found {found:?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 12, "{count} cases");
}

/// The cases outside the repository; none where there are none, which is said.
#[allow(clippy::print_stderr, reason = "what is skipped is said")]
fn reports() -> Option<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases");
    let all = files(&folder);
    if all.is_empty() {
        eprintln!("skipped: no cases in {}", folder.display());
        return None;
    }
    Some(all)
}

#[test]
fn public_reports_are_told() {
    let Some(all) = reports() else { return };
    let mut wrong = Vec::new();
    let later =
        all.iter().find(|file| file.to_string_lossy().contains(&format!("/{SERVED_LATER}-"))).unwrap();
    let before = Selection { kubernetes: Versions::only(Version::minor(36)), ..Selection::default() };
    let outcome = lint(&[Source::new("case.yaml", fs::read_to_string(later).unwrap())], &before);
    assert!(outcome.findings.iter().any(|finding| finding.rule.code == "V08"), "{:?}", outcome.findings);
    for file in &all {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let found = spoken("case.yaml", fs::read_to_string(file).unwrap());
        let expected = REPORTS.iter().filter(|(number, _)| name.starts_with(number)).map(|(_, code)| *code);
        let expected: BTreeSet<_> = expected.collect();
        let is_nothing = name.contains("-NEG-");
        if is_nothing && !found.is_empty() || !expected.is_subset(&found) {
            wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.len() > 30, "{} reports", all.len());
}

/// What is said of each, hints included: a table of all verdicts.
#[test]
fn what_is_said_of_public_reports() {
    let Some(all) = reports() else { return };
    let mut table = String::new();
    for file in all {
        writeln!(table, "{}", file.file_stem().unwrap().to_string_lossy()).unwrap();
        let source = Source::new("case.yaml", fs::read_to_string(&file).unwrap());
        let outcome = lint(&[source], &Selection::default());
        for finding in &outcome.findings {
            let (place, code) = (finding.start, finding.rule.code);
            let severity = finding.severity.as_str();
            let message = &finding.message;
            writeln!(table, "  {}:{} {code} {severity} {message}", place.line, place.column).unwrap();
        }
        if outcome.findings.is_empty() {
            table.push_str("  nothing\n");
        }
    }
    insta::assert_snapshot!(table);
}
