//! What the validator finds, as sentences for cargo.

use crate::export::findings::{TracedFinding, lint_manifests};
use crate::export::protocol::ExportedManifest;
use crate::validate::lint::Selection;
use crate::validate::rules::Severity;

/// The findings of one file; hints are left out.
#[derive(Debug, Default)]
pub(super) struct Messages {
    pub(super) errors: Vec<String>,
    pub(super) warnings: Vec<String>,
}

/// Validates the manifests of the file called `name`.
pub(super) fn messages(name: &str, manifests: &[ExportedManifest], selection: &Selection) -> Messages {
    let mut messages = Messages::default();
    for traced in lint_manifests(name, manifests, selection).1 {
        match traced.finding.severity {
            Severity::Error => messages.errors.push(sentence(&traced)),
            Severity::Warning => messages.warnings.push(sentence(&traced)),
            Severity::Info => {}
        }
    }
    messages
}

/// A finding with its place, its rule, and what to do.
fn sentence(traced: &TracedFinding) -> String {
    let finding = &traced.finding;
    let place = traced.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    let help = finding.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let (rule, message) = (finding.rule.code, &finding.message);
    let field = if finding.path.is_empty() { String::new() } else { format!(" (`{}`)", finding.path) };
    format!("{place}[{rule}] {message}{field}{help}")
}
