//! Findings of several versions of Kubernetes: which of them they are of, and what differs between two.

use workload_core::k8s::{Version, Versions};
use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::Severity;

/// The code of the rule for fields that are dropped.
const DROPPED: &str = "V16";

/// The code of the rule for what is deprecated.
const DEPRECATED: &str = "V17";

/// Names the versions that report a finding, when not all do that were asked for.
pub(crate) fn name_versions(findings: &mut [Finding], asked: Versions) {
    for finding in findings {
        if !asked.without(finding.versions).is_empty() {
            finding.message = format!("{} (Kubernetes {})", finding.message, finding.versions);
        }
    }
}

/// Leaves the findings that only one of the two versions has. What is no longer deprecated is removed,
/// which is a finding itself.
pub(crate) fn between(outcome: &mut Outcome, from: Version, to: Version) {
    outcome.findings.retain(|finding| match (finding.versions.has(from), finding.versions.has(to)) {
        (true, false) => finding.rule.code != DEPRECATED,
        (was, is) => was != is,
    });
    for finding in &mut outcome.findings {
        if finding.versions.has(from) {
            passed(finding, from, to);
        }
    }
}

/// Rewords a finding that the version to come no longer has.
fn passed(finding: &mut Finding, from: Version, to: Version) {
    let is_dropped = finding.rule.code == DROPPED;
    let field = finding.path.rsplit('.').next().unwrap_or_default();
    finding.message = if is_dropped {
        format!("`{field}` takes effect in Kubernetes {to}: Kubernetes {from} drops it")
    } else {
        format!("Kubernetes {to} takes what {from} refuses: {}", finding.message)
    };
    // What takes effect changes what runs; what is no longer refused changes nothing.
    finding.severity = if is_dropped { Severity::Warning } else { Severity::Info };
    finding.help = None;
    finding.patch = None;
}
