//! What the validator finds in the files of a build script, as lines for cargo.

use super::{Output, one_line};
use crate::export::findings::{TracedFinding, lint_manifests};
use crate::validate::rules::{Profile, Severity};

impl Output {
    /// Leaves out the findings of a rule: its code, the beginning of its code, or its name.
    #[must_use]
    pub fn ignore(mut self, rule: &str) -> Self {
        self.selection.ignore.push(rule.to_owned());
        self
    }

    /// Validates for this profile; for production unless it is called.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.selection.profile = profile;
        self
    }

    /// Validates the files: notes the errors, and gives the warnings as lines for cargo.
    pub(super) fn validate(&mut self) -> Vec<String> {
        let mut warnings = Vec::new();
        for file in &self.files {
            let (_, findings) = lint_manifests(&file.name, &file.manifests, &self.selection);
            for traced in &findings {
                match traced.finding.severity {
                    Severity::Error => self.errors.push(sentence(traced)),
                    Severity::Warning => warnings.push(format!("warning={}", one_line(&sentence(traced)))),
                    Severity::Info => {}
                }
            }
        }
        warnings
    }
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
