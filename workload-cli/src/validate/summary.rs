//! The line that says what came of it.

use workload_core::k8s::Versions;
use workload_core::validate::lint::{Programs, Unchecked};
use workload_core::validate::rules::Severity;

use super::run::Reading;

/// Number of unchecked kinds that are named.
const KINDS_SHOWN: usize = 5;

/// `2 errors and 1 warning in 12 objects for Kubernetes 1.37; 1 skipped`.
pub(crate) fn summary(reading: &Reading, versions: Versions) -> String {
    let counts = reading.outcome.counts;
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "hint")];
    let found = found.map(|(severity, word)| (reading.count(severity), word));
    let said: Vec<_> =
        found.iter().filter(|(count, _)| *count > 0).map(|(count, word)| number(*count, word)).collect();
    let said = match &said[..] {
        [] => "no findings".to_owned(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    };
    let checked = counts.documents.saturating_sub(counts.skipped);
    let mut text = format!("{said} in {}", number(checked, "object"));
    if counts.files > 1 {
        text = format!("{text} of {}", number(counts.files, "file"));
    }
    text = format!("{text} for Kubernetes {versions}");
    let beyond: usize = reading.outcome.beyond.values().sum();
    if beyond > 0 {
        let shown = reading.shown();
        text = format!("{text}; {shown} of {} shown: --all shows the rest", shown + beyond);
    }
    let of_kinds: usize = reading.outcome.unchecked.values().sum();
    let of_programs: usize = reading.outcome.programs.values().sum();
    let known = counts.templates + counts.excerpts + of_kinds + of_programs;
    let others = counts.skipped.saturating_sub(known);
    for (count, what) in [
        (of_kinds, format!("skipped (not a kind that is checked: {})", kinds(&reading.outcome.unchecked))),
        (
            of_programs,
            format!("skipped ({} of {})", plural(of_programs, "file"), programs(&reading.outcome.programs)),
        ),
        (others, "skipped (not an object of Kubernetes)".to_owned()),
        (
            counts.excerpts,
            "skipped (what a test expects: a part of an object, with what a cluster wrote into it)"
                .to_owned(),
        ),
        (
            counts.templates,
            format!(
                "skipped ({}: render it first, as in `helm template … | workload validate -`)",
                plural(counts.templates, "template")
            ),
        ),
        (reading.aside, format!("{} of kustomizations and charts", plural(reading.aside, "file"))),
        (reading.others, format!("{} without Kubernetes objects", plural(reading.others, "file"))),
    ] {
        if count > 0 {
            text = format!("{text}; {count} {what}");
        }
    }
    text
}

/// `Certificate of cert-manager.io/v1 twice, Rollout of argoproj.io/v1alpha1`, the commonest first.
fn kinds(unchecked: &Unchecked) -> String {
    let mut kinds: Vec<_> = unchecked.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let one = |((api_version, kind), count): &(&(String, String), &usize)| match count {
        1 => format!("{kind} of {api_version}"),
        count => format!("{count} {kind} of {api_version}"),
    };
    let mut named: Vec<_> = kinds.iter().take(KINDS_SHOWN).map(one).collect();
    if kinds.len() > KINDS_SHOWN {
        named.push(format!("{} more", number(kinds.len() - KINDS_SHOWN, "kind")));
    }
    named.join(", ")
}

/// `Talos, Skaffold and kind`, the commonest first.
fn programs(programs: &Programs) -> String {
    let mut programs: Vec<_> = programs.iter().collect();
    programs.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let names: Vec<_> = programs.iter().map(|(program, _)| **program).collect();
    match &names[..] {
        [start @ .., last] if !start.is_empty() => format!("{} and {last}", start.join(", ")),
        names => names.concat(),
    }
}

/// `1 error`, `2 errors`.
fn number(count: usize, word: &str) -> String {
    format!("{count} {}", plural(count, word))
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

#[cfg(test)]
mod tests {
    use workload_core::validate::lint::{Counts, Outcome};

    use super::*;

    #[test]
    fn what_was_skipped_is_said() {
        let with = |files, documents, skipped, templates, others| {
            let counts = Counts { files, documents, skipped, templates, excerpts: 0 };
            let of_kinds = skipped - templates;
            let kind = ("example.com/v1".to_owned(), "Widget".to_owned());
            let unchecked = (of_kinds > 0).then_some((kind, of_kinds)).into_iter().collect();
            let outcome = Outcome { counts, unchecked, ..Outcome::default() };
            summary(&Reading { outcome, others, ..Reading::default() }, "1.31,1.33".parse().unwrap())
        };
        assert_eq!(with(1, 3, 0, 0, 0), "no findings in 3 objects for Kubernetes 1.31, 1.33");
        assert_eq!(
            with(2, 4, 1, 0, 0),
            "no findings in 3 objects of 2 files for Kubernetes 1.31, 1.33; 1 skipped (not a kind that is checked: Widget of example.com/v1)"
        );
        assert!(with(1, 1, 1, 1, 0).starts_with(
            "no findings in 0 objects for Kubernetes 1.31, 1.33; 1 skipped (template: render it first"
        ));
        assert!(with(1, 1, 0, 0, 2).ends_with("; 2 files without Kubernetes objects"));
    }
}
