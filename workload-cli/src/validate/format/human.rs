//! Findings with the lines they stand in, as rustc shows its own.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use rayon::prelude::*;
use workload_core::syntax::text::Span;
use workload_core::validate::lint::{Finding, Outcome, Related};
use workload_core::validate::rules::Severity;

use crate::terminal::{visible, visible_in_place};
use crate::validate::texts::Texts;

/// All findings, with a blank line between them.
pub(crate) fn render(outcome: &Outcome, texts: &Texts, is_coloured: bool) -> String {
    let texts = visible_texts(outcome, texts);
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let shown: Vec<_> = outcome.findings.par_iter().map(|finding| one(finding, &texts, &renderer)).collect();
    shown.concat()
}

/// The texts that findings stand in, by their names, each looked through once for control characters.
fn visible_texts<'t>(outcome: &'t Outcome, texts: &'t Texts) -> HashMap<&'t str, Cow<'t, str>> {
    let related = outcome.findings.iter().flat_map(|finding| &finding.related).map(|other| &*other.file);
    let names: HashSet<_> = outcome.findings.iter().map(|finding| &*finding.file).chain(related).collect();
    names.into_par_iter().map(|name| (name, visible_in_place(texts.text(name)))).collect()
}

fn one(finding: &Finding, texts: &HashMap<&str, Cow<'_, str>>, renderer: &Renderer) -> String {
    let text_of = |name: &str| texts.get(name).map_or("", |text| &**text);
    let text = text_of(&finding.file);
    let others = finding.related.iter().map(|other| text_of(&other.file));
    let others: Vec<_> = finding.related.iter().zip(others).collect();
    let finding = &shown(finding);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut main =
        level.primary_title(finding.message.as_str()).id(finding.rule.code).element(snippet(finding, text));
    for (other, (_, text)) in
        finding.related.iter().zip(&others).filter(|(other, _)| !is_near(finding, other))
    {
        main = main.element(Level::NOTE.message(other.message.as_str())).element(elsewhere(other, text));
    }
    if let Some(help) = finding.help.as_deref() {
        main = main.element(Level::HELP.message(help));
    }
    let about = about(finding);
    main = main.element(Level::NOTE.message(about.as_str()));
    let mut groups = vec![main];
    groups.extend(patch(finding, text));
    renderer.render(&groups) + "\n\n"
}

/// The finding with its control characters to be seen.
fn shown(finding: &Finding) -> Finding {
    let mut shown = finding.clone();
    shown.message = visible(&finding.message).into_owned();
    shown.help = finding.help.as_deref().map(|help| visible(help).into_owned());
    shown.file = visible(&finding.file).into();
    for other in &mut shown.related {
        other.message = visible(&other.message).into_owned();
        other.file = visible(&other.file).into();
    }
    if let Some(patch) = &mut shown.patch {
        patch.text = visible(&patch.text).into_owned();
    }
    shown
}

/// `store_on_scratch, article §7.1: workload explain S01`.
fn about(finding: &Finding) -> String {
    let (code, name) = (finding.rule.code, finding.rule.name);
    let section = finding.rule.sections.first().map(|section| format!(", article §{section}"));
    format!("{name}{}: `workload explain {code}`", section.unwrap_or_default())
}

/// The finding's own lines, with related places that are near.
fn snippet<'t>(finding: &'t Finding, text: &'t str) -> Snippet<'t, Annotation<'t>> {
    let near: Vec<_> = finding.related.iter().filter(|other| is_near(finding, other)).collect();
    let whole = near.iter().fold(finding.span, |span, other| span.to(other.span));
    let window = lines_of(text, whole);
    let first = finding.start.line.min(near.iter().map(|other| other.start.line).min().unwrap_or(u32::MAX));
    let context = near.iter().map(|other| {
        AnnotationKind::Context.span(within(text, other.span, &window)).label(other.message.as_str())
    });
    Snippet::source(&text[window.clone()])
        .line_start(first as usize)
        .path(&*finding.file)
        .annotation(AnnotationKind::Primary.span(within(text, finding.span, &window)))
        .annotations(context)
}

/// The lines of a related place that is far away.
fn elsewhere<'t>(other: &'t Related, text: &'t str) -> Snippet<'t, Annotation<'t>> {
    let window = lines_of(text, other.span);
    Snippet::source(&text[window.clone()])
        .line_start(other.start.line as usize)
        .path(&*other.file)
        .annotation(AnnotationKind::Context.span(within(text, other.span, &window)))
}

/// Whether a related place can be shown among the finding's own lines.
fn is_near(finding: &Finding, other: &Related) -> bool {
    const LINES: u32 = 60;
    finding.file == other.file && finding.start.line.abs_diff(other.start.line) < LINES
}

/// The patch as lines that go and come.
fn patch<'t>(finding: &'t Finding, text: &'t str) -> Option<Group<'t>> {
    let patch = finding.patch.as_ref()?;
    text.get(patch.span.range())?;
    let window = lines_of(text, patch.span);
    let line = line_at(finding, text, window.start);
    let inside = patch.span.range().start - window.start..patch.span.range().end - window.start;
    let snippet = Snippet::source(&text[window]).line_start(line).path(&*finding.file);
    let title = Level::HELP.secondary_title("`workload validate --fix` writes");
    Some(title.element(snippet.patch(Patch::new(inside, patch.text.as_str()))))
}

/// The number of the line that begins at an offset, counted from the finding's.
fn line_at(finding: &Finding, text: &str, at: usize) -> usize {
    let start = boundary(text, finding.span.start);
    let between = |range: Range<usize>| memchr::memchr_iter(b'\n', &text.as_bytes()[range]).count();
    let line = finding.start.line as usize;
    if at <= start { line.saturating_sub(between(at..start)).max(1) } else { line + between(start..at) }
}

/// The offset of the character that the byte is in, or the end of the text.
fn boundary(text: &str, at: u32) -> usize {
    let at = (at as usize).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The whole lines that a span stands in, without the last one's end.
fn lines_of(text: &str, span: Span) -> Range<usize> {
    let (start, end) = (boundary(text, span.start), boundary(text, span.end.max(span.start)));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    from..to
}

/// A span in terms of a window, of its first line only: a long text is marked where it begins.
fn within(text: &str, span: Span, window: &Range<usize>) -> Range<usize> {
    let cut = |at: u32| boundary(text, at).clamp(window.start, window.end);
    let (start, end) = (cut(span.start), cut(span.end.max(span.start)));
    let line = text[start..end].find('\n').map_or(end, |at| start + at);
    start - window.start..line - window.start
}
