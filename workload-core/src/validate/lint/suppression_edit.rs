//! The comment that suppresses a finding, as a change of its file.

use super::finding::Finding;
use super::suppression::OPENING;
use crate::syntax::text::Span;
use crate::syntax::yaml::{Patch, comments};
use crate::validate::rules::Check;

/// The change that writes `# workload: allow S01 because` where it suppresses `finding` of the file with
/// this text, once somebody adds the reason behind it: at the end of its line, or else on a line above. None where
/// no comment can stand, as in JSON, or for what cannot be allowed.
#[must_use]
pub fn suppression_edit(text: &str, finding: &Finding) -> Option<Patch> {
    if matches!(finding.rule.check, Check::Linter) || finding.rule.code == "V01" {
        return None;
    }
    let start = finding.span.range().start;
    let before = text.get(..start)?;
    let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = &text[start..];
    let end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let comment = format!("# {OPENING} {} because", finding.rule.code);
    let written = text[line..end].trim_end();
    let at_end = (line + written.len(), format!(" {comment}"));
    let indent = &written[..written.len() - written.trim_start().len()];
    let above = (line, format!("{indent}{comment}\n"));
    [at_end, above]
        .into_iter()
        .find(|(at, new)| is_comment(text, *at, new))
        .map(|(at, text)| Patch { span: Span::of(at..at), text })
}

/// Whether what is written at `at` is a comment there, which suppresses.
fn is_comment(text: &str, at: usize, new: &str) -> bool {
    let mut whole = text.to_owned();
    whole.insert_str(at, new);
    let comment = at + new.find('#').unwrap_or_default();
    comments(&whole, |_| true)
        .iter()
        .any(|own| own.span.range().start == comment && own.text.starts_with(OPENING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::text::Source;
    use crate::validate::lint::{Selection, lint};

    fn findings(text: &str) -> Vec<Finding> {
        lint(&[Source::new("a.yaml", text)], &Selection::default()).findings
    }

    /// The text with the first finding of wrong types suppressed.
    fn suppressed(text: &str) -> Option<String> {
        let finding = findings(text).into_iter().find(|one| one.rule.code == "V03")?;
        let patch = suppression_edit(text, &finding)?;
        let mut new = text.to_owned();
        new.replace_range(
            patch.span.range(),
            &format!("{} we test{}", patch.text.trim_end(), &patch.text[patch.text.trim_end().len()..]),
        );
        Some(new)
    }

    #[test]
    fn the_comment_suppresses_the_finding_alone() {
        let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        for (data, expected) in [
            ("data:\n  a: 5\n  b: 6\n", "data:\n  a: 5 # workload: allow V03 because we test\n  b: 6\n"),
            (
                "data:\n  a: 5 # why\n  b: 6",
                "data:\n  # workload: allow V03 because we test\n  a: 5 # why\n  b: 6",
            ),
            ("data:\r\n  a: 5\r\n", "data:\r\n  a: 5 # workload: allow V03 because we test\r\n"),
        ] {
            let text = suppressed(&format!("{head}{data}")).unwrap();
            assert_eq!(text, format!("{head}{expected}"));
            let left = findings(&text).iter().filter(|one| one.rule.code == "V03").count();
            assert_eq!(left, data.matches(": 6").count(), "{text}");
        }
    }

    #[test]
    fn json_has_no_comments() {
        let text = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}, \"data\": {\"a\": 5}}\n";
        assert!(findings(text).iter().any(|one| one.rule.code == "V03"));
        assert_eq!(
            suppressed(text).filter(|text| findings(text).iter().any(|one| one.rule.code == "V01")),
            None
        );
    }

    #[test]
    fn what_cannot_be_read_cannot_be_allowed() {
        let text = "apiVersion: v1\nkind: [\n";
        let finding = findings(text).into_iter().find(|one| one.rule.code == "V01").unwrap();
        assert_eq!(suppression_edit(text, &finding), None);
    }
}
