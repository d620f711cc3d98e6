//! Findings as diagnostics.

use std::path::Path;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, Message, Position, Range, Uri,
};
use workload_core::syntax::text::{CodeUnits, Lines, Span};
use workload_core::validate::lint::Finding;
use workload_core::validate::rules::{Rule, Severity};

/// The page of the rules.
const RULES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/workload-core/docs/rules.md");

/// The rule about API versions that will be removed.
const DEPRECATED: &str = "V17";

/// A range of bytes as the editor counts it.
pub(super) fn range(lines: &Lines<'_>, span: Span, units: CodeUnits) -> Range {
    let place = |offset: u32| {
        let place = lines.editor_position(offset, units);
        Position { line: place.line, character: place.character }
    };
    Range { start: place(span.start), end: place(span.end) }
}

/// Where the documentation of a rule is.
pub(super) fn page_of(rule: &Rule) -> Uri {
    Uri(format!("{RULES}#{}-{}", rule.code.to_lowercase(), rule.name))
}

/// A finding in the text with these lines. `place` knows where other places are.
pub(super) fn diagnostic(
    finding: &Finding,
    lines: &Lines<'_>,
    units: CodeUnits,
    place: impl Fn(&str, Span) -> Option<Location>,
) -> Diagnostic {
    let related: Vec<_> = finding
        .related
        .iter()
        .filter_map(|other| {
            let location = place(&other.file, other.span)?;
            Some(DiagnosticRelatedInformation { location, message: other.message.clone() })
        })
        .collect();
    let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    Diagnostic {
        range: range(lines, finding.span, units),
        severity: Some(severity(finding.severity)),
        code: Some(Code::String(finding.rule.code.to_owned())),
        code_description: Some(CodeDescription { href: page_of(finding.rule) }),
        source: Some("workload".to_owned()),
        message: Message::String(format!("{}{help}", finding.message)),
        tags: (finding.rule.code == DEPRECATED).then(|| vec![DiagnosticTag::Deprecated]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// A range of a file.
pub(super) fn location(path: &Path, text: &str, span: Span, units: CodeUnits) -> Location {
    Location { uri: super::uri::to_uri(path), range: range(&Lines::of(text), span, units) }
}
