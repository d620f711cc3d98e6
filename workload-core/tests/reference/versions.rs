//! Writes the page of the versions from the tables of facts: a section for each version, and the feature gates.

use std::fmt::Write as _;

use workload_core::k8s::Version;
use workload_core::private::{CHANGES, FIELDS, FieldFact, GATES, KINDS};

const OPENING: &str = "<!-- Written by `.ci/update` from the tables of facts. -->

What differs between the versions of Kubernetes that [`workload validate`](crate::guide::validate) knows, the newest first. The fields are those of
k8s-openapi's types, the kinds those of the discovery of real API servers and of Kubernetes' deprecated API migration
guide; feature gates and changes of validation name their source.
";

/// The whole page.
pub fn page() -> String {
    let mut page = OPENING.to_owned();
    for minor in (30..=37).rev() {
        section(&mut page, Version::minor(minor));
    }
    page.push_str("\n## Feature gates (gates)\n\nWhile a gate is off, the server drops the fields behind it without a word.\n\n");
    page.push_str("| gate | stages | source |\n|---|---|---|\n");
    for (gate, source) in GATES {
        let stage = |stage: &workload_core::private::Stage| {
            let off = if stage.name == "beta" && !stage.is_on { ", off" } else { "" };
            format!("{} {}{off}", stage.name, stage.since)
        };
        let stages: Vec<_> = gate.stages.iter().map(stage).collect();
        let _ = writeln!(page, "| `{}` | {} | {source} |", gate.name, stages.join("; "));
    }
    page
}

fn section(page: &mut String, version: Version) {
    let mut lines = Vec::new();
    for (what, is_it) in [
        (
            "Served since then",
            (|fact| fact.since) as fn(&workload_core::private::KindFact) -> Option<Version>,
        ),
        ("Deprecated", |fact| fact.deprecated),
        ("Removed", |fact| fact.removed),
    ] {
        let of = KINDS.iter().filter(|fact| is_it(fact) == Some(version));
        let named: Vec<_> =
            of.map(|fact| format!("`{}` of `{}`", fact.kinds.join("`, `"), fact.api_version)).collect();
        lines.extend((!named.is_empty()).then(|| format!("{what}: {}", named.join("; "))));
    }
    let is_on = |fact: &FieldFact| {
        fact.gate.is_some_and(|gate| gate.stages.iter().any(|stage| stage.is_on && stage.since == version))
            && fact.gate.is_some_and(|gate| {
                gate.stages.iter().find(|stage| stage.is_on).is_some_and(|it| it.since == version)
            })
    };
    fields(&mut lines, "New fields", |fact| fact.since == Some(version));
    fields(&mut lines, "Fields that take effect", |fact| is_on(fact) && fact.since != Some(version));
    fields(&mut lines, "Fields that are gone", |fact| fact.gone == Some(version));
    for change in CHANGES.iter().filter(|change| change.since == version) {
        let way = if change.is_stricter { "Stricter" } else { "Looser" };
        lines.push(format!("{way}: {} ({})", change.what, change.source));
    }
    let _ = write!(page, "\n## Kubernetes {version} ({version})\n\n");
    if lines.is_empty() {
        page.push_str("The earliest version that is known.\n");
    } else {
        let _ = write!(page, "What came and went with Kubernetes {version}:\n\n");
    }
    for line in lines {
        let _ = writeln!(page, "- {line}");
    }
}

fn fields(lines: &mut Vec<String>, what: &str, is_it: impl Fn(&FieldFact) -> bool) {
    let named: Vec<_> = FIELDS.iter().filter(|fact| is_it(fact)).map(named).collect();
    lines.extend((!named.is_empty()).then(|| format!("{what}: {}", named.join(", "))));
}

/// `PodSpec.resources`, with the group of a type that is not of the core group.
fn named(fact: &FieldFact) -> String {
    match fact.group {
        "core::v1" => format!("`{}.{}`", fact.of, fact.name),
        group => format!("`{}.{}` of `{}`", fact.of, fact.name, group.replace("::", "/")),
    }
}
