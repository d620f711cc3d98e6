//! The XML of `JUnit`: a suite for each file with findings, a failed case for each finding.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::Severity;

use crate::error::{CliError, Result};

/// The whole outcome; when there is nothing to say, one case that passed.
pub(crate) fn render(outcome: &Outcome) -> Result<String> {
    let mut report = Report::new("workload validate");
    for group in outcome.findings.chunk_by(|one, other| one.file == other.file) {
        let mut suite = TestSuite::new(group[0].file.to_string());
        suite.add_test_cases(group.iter().map(case));
        report.add_test_suite(suite);
    }
    if outcome.findings.is_empty() {
        let mut suite = TestSuite::new("manifests");
        suite.add_test_case(TestCase::new("nothing to say", TestCaseStatus::success()));
        report.add_test_suite(suite);
    }
    let text =
        report.to_string().map_err(|error| CliError::new(format!("cannot write JUnit's XML: {error}")))?;
    Ok(text.trim_end().to_owned() + "\n")
}

fn case(finding: &Finding) -> TestCase {
    let mut status = match finding.severity {
        // Advice is no failure.
        Severity::Info => TestCaseStatus::skipped(),
        Severity::Warning | Severity::Error => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    let (line, column) = (finding.start.line, finding.start.column);
    status.set_message(finding.message.clone()).set_type(finding.severity.as_str());
    status.set_description(format!(
        "{}:{line}:{column}: {}",
        finding.file,
        finding.help.as_deref().unwrap_or_default()
    ));
    let name = format!("{} {} at {line}:{column}", finding.rule.code, finding.rule.name);
    TestCase::new(name, status)
}
