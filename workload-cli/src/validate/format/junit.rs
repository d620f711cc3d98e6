//! The XML of `JUnit`: a suite for each file with findings, a failed case for each finding.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::Severity;

use crate::error::{CliError, Result};
use crate::terminal::visible;

/// The whole outcome; when there is nothing to say, one case that passed.
pub(crate) fn render(outcome: &Outcome) -> Result<String> {
    let mut report = Report::new("workload validate");
    for group in outcome.findings.chunk_by(|one, other| one.file == other.file) {
        let mut suite = TestSuite::new(visible(&group[0].file).into_owned());
        suite.add_test_cases(group.iter().map(case));
        report.add_test_suite(suite);
    }
    if outcome.findings.is_empty() {
        let mut suite = TestSuite::new("manifests");
        let mut case = TestCase::new("no findings", TestCaseStatus::success());
        case.set_classname("manifests");
        suite.add_test_case(case);
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
    status.set_message(visible(&finding.message).into_owned()).set_type(finding.severity.as_str());
    status.set_description(place_and_help(finding));
    let (line, column) = (finding.start.line, finding.start.column);
    let name = format!("{} {} at {line}:{column}", finding.rule.code, finding.rule.name);
    let mut case = TestCase::new(name, status);
    // Test reports group by it: the object, as in `Deployment/api`.
    case.set_classname(visible(&class(finding)).into_owned());
    // GitLab links to the file.
    case.extra.insert("file".into(), visible(&finding.file).into_owned().into());
    case.extra.insert("line".into(), line.to_string().into());
    case
}

fn place_and_help(finding: &Finding) -> String {
    let (line, column) = (finding.start.line, finding.start.column);
    let place = format!("{}:{line}:{column}", visible(&finding.file));
    finding.help.as_deref().map_or_else(|| place.clone(), |help| format!("{place}: {}", visible(help)))
}

/// The object that a finding is about, or the file where there is none.
fn class(finding: &Finding) -> String {
    let object = finding.object.as_ref();
    match object.and_then(|object| Some((object.kind.as_ref()?, object.name.as_ref()?))) {
        Some((kind, name)) => format!("{kind}/{name}"),
        None => finding.file.to_string(),
    }
}
