//! What the validator says of manifests before they are written, with the Rust line behind it.

use std::sync::Arc;

use workload_core::export::{ExportedManifest, ExportedPlace, OneExport};
use workload_core::syntax::text::{Position, Source, Span};
use workload_core::validate::lint::{Finding, Outcome, Related, lint};
use workload_core::validate::rules::Severity;

use crate::error::Result;
use crate::validate::{Settings, Texts, human};

/// The findings of `exports` that are more than advice, to be shown; and whether one is an error.
pub(crate) fn verdict(exports: &[&OneExport]) -> Result<(String, bool)> {
    let settings = Settings::find(None)?;
    settings.check()?;
    let by_path = settings.by_path()?;
    let (mut shown, mut wrong) = (String::new(), false);
    for export in exports {
        let (text, parts) = stream(export);
        let name = format!("{}.yaml", export.name);
        let mut texts = Texts::default();
        texts.keep(&name, &text);
        let mut outcome = lint(&[Source::new(name.as_str(), text)], &by_path.of(&name));
        outcome.findings.retain(|finding| finding.severity > Severity::Info);
        outcome.findings.iter_mut().for_each(|finding| trace(finding, &parts, export, &mut texts));
        wrong |= outcome.findings.iter().any(|finding| finding.severity == Severity::Error);
        shown.push_str(&human(&Outcome { findings: outcome.findings, ..Outcome::default() }, &mut texts));
    }
    Ok((shown, wrong))
}

/// An export's manifests as one stream, with where each begins.
fn stream(export: &OneExport) -> (String, Vec<(usize, &ExportedManifest)>) {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for manifest in &export.manifests {
        if !text.is_empty() {
            text.push_str("---\n");
        }
        parts.push((text.len(), manifest));
        text.push_str(&manifest.yaml);
    }
    (text, parts)
}

/// Adds the Rust place that asked for what was found; what is generated has no patch of its own.
fn trace(finding: &mut Finding, parts: &[(usize, &ExportedManifest)], export: &OneExport, texts: &mut Texts) {
    finding.patch = None;
    let start = finding.span.start as usize;
    let manifest = parts.iter().rev().find(|(begin, _)| *begin <= start).map(|(_, manifest)| *manifest);
    let place = manifest.and_then(|manifest| origin(manifest, &finding.path)).unwrap_or(&export.place);
    let text = texts.of(&place.file);
    let position = Position { line: place.line, column: place.column };
    finding.related.push(Related {
        file: Arc::from(place.file.as_str()),
        span: word_at(&text, position),
        start: position,
        message: "asked for here".to_owned(),
    });
}

/// The place behind the longest part of `path` that has one.
fn origin<'m>(manifest: &'m ExportedManifest, path: &str) -> Option<&'m ExportedPlace> {
    let holds = |part: &str| {
        let rest = path.strip_prefix(part);
        rest.is_some_and(|rest| part.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let known = manifest.origins.iter().filter(|(part, _)| holds(part));
    known.max_by_key(|(part, _)| part.len()).map(|(_, place)| place)
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
    fn the_longest_known_part_of_a_path_counts() {
        let place = |line| ExportedPlace { file: "src/lib.rs".to_owned(), line, column: 1 };
        let origins = [("", 1), ("spec.template.spec", 2), ("spec.template.spec.containers[0].image", 3)];
        let manifest = ExportedManifest {
            kind: "Deployment".to_owned(),
            namespace: None,
            name: "api".to_owned(),
            app: "api".to_owned(),
            yaml: String::new(),
            json: serde_json::Value::Null,
            origins: origins.iter().map(|(path, line)| ((*path).to_owned(), place(*line))).collect(),
        };
        let line = |path: &str| origin(&manifest, path).map(|place| place.line);
        assert_eq!(line("spec.template.spec.containers[0].image"), Some(3));
        assert_eq!(line("spec.template.spec.containers[0].imageX"), Some(2));
        assert_eq!(line("spec.replicas"), Some(1));
    }

    #[test]
    fn words_are_found_by_line_and_column() {
        let text = "let ü = image(\"x\");\n  port\n";
        let at = |line, column| &text[word_at(text, Position { line, column }).range()];
        assert_eq!([at(1, 9), at(2, 3), at(9, 9)], ["image", "port", ""]);
    }
}
