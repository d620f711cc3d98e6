//! Annotations of a GitHub workflow: one command a line.

use std::fmt::Write as _;

use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::Severity;

use crate::terminal::visible;

/// `::error file=redis.yaml,line=12,…::…`.
pub(crate) fn render(outcome: &Outcome) -> String {
    let mut text = String::new();
    outcome.findings.iter().for_each(|finding| command(&mut text, finding));
    text
}

fn command(text: &mut String, finding: &Finding) {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push('\n');
        message.push_str(help);
    }
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "::{level} file={},line={},col={},endLine={},endColumn={},title={} {}::{}",
        property(&finding.file),
        finding.start.line,
        finding.start.column,
        finding.end.line,
        finding.end.column,
        finding.rule.code,
        finding.rule.name,
        data(&message)
    );
}

/// What stands behind `::` keeps to one line.
pub(crate) fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands in a property keeps clear of its separators too.
pub(crate) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
