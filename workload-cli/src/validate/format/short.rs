//! One line a finding, as compilers and editors have it.

use std::fmt::Write as _;

use workload_core::validate::lint::{Finding, Outcome};

use crate::terminal::visible;

/// `redis.yaml:12:9: error[S01]: …`.
pub(crate) fn render(outcome: &Outcome) -> String {
    render_findings(&outcome.findings)
}

/// These findings.
pub(crate) fn render_findings(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let (line, column) = (finding.start.line, finding.start.column);
        let (weight, code) = (finding.severity.as_str(), finding.rule.code);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{}:{line}:{column}: {weight}[{code}]: {}",
            visible(&finding.file),
            visible(&finding.message)
        );
    }
    text
}
