//! What the validator finds in manifests before they are written, with the Rust line behind it.

use std::sync::Arc;

use workload_core::export::{ExportedPlace, OneExport, TracedFinding, lint_manifests};
use workload_core::k8s::BUILT_FOR;
use workload_core::syntax::text::{Position, Span};
use workload_core::validate::lint::{Finding, Outcome, Related};
use workload_core::validate::rules::Severity;

use crate::error::Result;
use crate::files::read_text;
use crate::validate::{Settings, Texts, human};

/// What was found in exports.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// The findings that are more than hints, to be shown.
    pub(crate) shown: String,
    /// Whether one of them is an error.
    pub(crate) is_error: bool,
}

/// Validates the manifests of `exports`, which were built for that version of Kubernetes.
pub(crate) fn check_exports(exports: &[&OneExport], kubernetes: &str) -> Result<Verdict> {
    let settings = Settings::find(None)?;
    settings.check()?;
    let by_path = settings.by_path()?;
    let mut verdict = Verdict::default();
    for export in exports {
        let name = format!("{}.yaml", export.name);
        let mut selection = by_path.of(name.as_ref());
        selection.kubernetes = kubernetes.parse().unwrap_or_default();
        let (text, traced) = lint_manifests(&name, &export.manifests, &selection);
        let mut texts = Texts::default();
        texts.keep(name.clone(), name.as_ref(), false, text);
        let counts = |traced: &TracedFinding| {
            traced.finding.severity > Severity::Info && !is_news(&traced.finding, kubernetes)
        };
        let counted = traced.into_iter().filter(counts);
        let findings: Vec<_> = counted.map(|traced| with_place(traced, export, &mut texts)).collect();
        verdict.is_error |= findings.iter().any(|finding| finding.severity == Severity::Error);
        verdict.shown.push_str(&human(&Outcome { findings, ..Outcome::default() }, &texts, true));
    }
    Ok(verdict)
}

/// Whether a finding only says that this program's types are older than the crate's: typed code
/// has the fields and the kinds of its version, and no others.
fn is_news(finding: &Finding, kubernetes: &str) -> bool {
    let minor = |version: &str| version.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    let by_decoder = ["V04", "V05"].contains(&finding.rule.code);
    by_decoder && minor(kubernetes) > minor(BUILT_FOR)
}

/// The finding with the Rust place that asked for what was found.
fn with_place(traced: TracedFinding, export: &OneExport, texts: &mut Texts) -> Finding {
    let mut finding = traced.finding;
    let place: ExportedPlace = traced.place.unwrap_or_else(|| export.place.clone());
    if texts.find(&place.file).is_none() {
        // Code that cannot be read is shown by its place alone.
        let text = read_text(place.file.as_ref()).unwrap_or_default();
        texts.keep(place.file.clone(), place.file.as_ref(), false, text);
    }
    let position = Position { line: place.line, column: place.column };
    finding.related.push(Related {
        span: word_at(texts.text(&place.file), position),
        file: Arc::from(place.file),
        start: position,
        message: "asked for here".to_owned(),
    });
    finding
}

/// The word that stands at a position, in bytes; nothing when the text has no such place.
fn word_at(text: &str, position: Position) -> Span {
    let before = text.split_inclusive('\n').take(position.line.saturating_sub(1) as usize);
    let line_start: usize = before.map(str::len).sum();
    let line = text[line_start..].lines().next().unwrap_or_default();
    let column = position.column.saturating_sub(1) as usize;
    let start = line_start + line.chars().take(column).map(char::len_utf8).sum::<usize>();
    let word = text[start..].chars().take_while(|c| c.is_alphanumeric() || *c == '_');
    Span::of(start..start + word.map(char::len_utf8).sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_line_and_column() {
        let text = "let ü = image(\"x\");\n  port\n";
        let at = |line, column| &text[word_at(text, Position { line, column }).range()];
        assert_eq!([at(1, 9), at(2, 3), at(9, 9)], ["image", "port", ""]);
    }
}
