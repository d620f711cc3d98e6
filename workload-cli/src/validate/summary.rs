//! The line that says what came of it.

use workload_core::validate::rules::Severity;

use super::run::Reading;

/// `2 errors and 1 warning in 12 objects; 1 skipped`, `no findings in 3 objects`.
pub(crate) fn summary(reading: &Reading) -> String {
    let counts = reading.outcome.counts;
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "hint")];
    let found = found.map(|(severity, word)| (reading.outcome.count(severity), word));
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
    let others = counts.skipped.saturating_sub(counts.templates);
    for (count, what) in [
        (others, "skipped (not a kind that is checked)".to_owned()),
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
            let counts = Counts { files, documents, skipped, templates };
            let outcome = Outcome { counts, ..Outcome::default() };
            summary(&Reading { outcome, unread: 0, others })
        };
        assert_eq!(with(1, 3, 0, 0, 0), "no findings in 3 objects");
        assert_eq!(
            with(2, 4, 1, 0, 0),
            "no findings in 3 objects of 2 files; 1 skipped (not a kind that is checked)"
        );
        assert!(
            with(1, 1, 1, 1, 0).starts_with("no findings in 0 objects; 1 skipped (template: render it first")
        );
        assert!(with(1, 1, 0, 0, 2).ends_with("; 2 files without Kubernetes objects"));
    }
}
