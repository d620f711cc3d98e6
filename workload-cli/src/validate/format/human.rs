//! Findings with the lines they stand in, as rustc shows its own.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use rayon::prelude::*;
use workload_core::syntax::text::Span;
use workload_core::validate::lint::{Finding, Outcome, Related};
use workload_core::validate::rules::Severity;

use super::one_line::{self, MarkedLine, RelatedLine};
use crate::terminal::{visible, visible_in_place};
use crate::validate::texts::{TextLines, Texts, boundary};

/// All findings, with a blank line between them.
pub(crate) fn render(outcome: &Outcome, texts: &Texts, is_coloured: bool) -> String {
    render_findings(&outcome.findings, texts, is_coloured)
}

/// These findings, with a blank line between them.
pub(crate) fn render_findings(findings: &[Finding], texts: &Texts, is_coloured: bool) -> String {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let shown = |finding: &Finding| {
        let plain = if is_coloured { None } else { plain(finding, texts) };
        plain.unwrap_or_else(|| one(finding, texts, &renderer))
    };
    let shown: Vec<_> = findings.par_iter().map(shown).collect();
    shown.concat()
}

/// The finding without colours, where it is a plain matter.
fn plain(finding: &Finding, texts: &Texts) -> Option<String> {
    let lines = texts.lines(&finding.file, finding.span);
    let others = finding.related.iter().map(|other| texts.lines(&other.file, other.span));
    let others: Vec<_> = others.collect();
    let related = finding.related.iter().zip(&others).map(|(related, lines)| RelatedLine {
        related,
        line: marked_line(lines, related.span, related.start.line),
        is_near: is_near(finding, related),
    });
    let related: Vec<_> = related.collect();
    one_line::render(
        finding,
        &marked_line(&lines, finding.span, finding.start.line),
        &related,
        &about(finding),
    )
}

fn marked_line<'t>(lines: &'t TextLines<'_>, span: Span, number: u32) -> MarkedLine<'t> {
    MarkedLine { number, source: &lines.text, marked: within(lines, span) }
}

/// The lines that a span stands in, with their control characters to be seen.
fn lines<'t>(texts: &'t Texts, file: &str, span: Span) -> TextLines<'t> {
    let lines = texts.lines(file, span);
    let visible = match visible_in_place(&lines.text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text),
    };
    match visible {
        Some(text) => TextLines { text: Cow::Owned(text), ..lines },
        None => lines,
    }
}

/// The lines of a finding, with those of related places that are near, and the lines of each that is far away.
struct Excerpts<'t> {
    own: TextLines<'t>,
    others: Vec<(usize, TextLines<'t>)>,
    /// The lines that its patch changes, and the number of the first.
    patched: Option<(TextLines<'t>, usize)>,
}

impl<'t> Excerpts<'t> {
    fn of(finding: &Finding, texts: &'t Texts) -> Self {
        let near = finding.related.iter().filter(|other| is_near(finding, other));
        let whole = near.fold(finding.span, |span, other| span.to(other.span));
        let far = finding.related.iter().enumerate().filter(|(_, other)| !is_near(finding, other));
        let others = far.map(|(number, other)| (number, lines(texts, &other.file, other.span)));
        let patched = finding.patch.as_ref().and_then(|patch| {
            let changed = lines(texts, &finding.file, patch.span);
            changed.text.get(inside(patch.span, &changed))?;
            let line = line_at(finding, texts, changed.start);
            Some((changed, line))
        });
        Self { own: lines(texts, &finding.file, whole), others: others.collect(), patched }
    }
}

fn one(finding: &Finding, texts: &Texts, renderer: &Renderer) -> String {
    let excerpts = Excerpts::of(finding, texts);
    let finding = &shown(finding);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut main = level
        .primary_title(finding.message.as_str())
        .id(finding.rule.code)
        .element(snippet(finding, &excerpts.own));
    for (number, lines) in &excerpts.others {
        let other = &finding.related[*number];
        main = main.element(Level::NOTE.message(other.message.as_str())).element(elsewhere(other, lines));
    }
    if let Some(help) = finding.help.as_deref() {
        main = main.element(Level::HELP.message(help));
    }
    let about = about(finding);
    main = main.element(Level::NOTE.message(about.as_str()));
    let mut groups = vec![main];
    groups.extend(excerpts.patched.as_ref().and_then(|(lines, line)| patch(finding, lines, *line)));
    renderer.render(&groups) + "\n\n"
}

/// The finding with its control characters to be seen.
fn shown(finding: &Finding) -> Finding {
    let mut shown = finding.clone();
    shown.message = visible(&finding.message).into_owned();
    shown.help = finding.help.as_deref().map(|help| visible(help).into_owned().into());
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
fn snippet<'t>(finding: &'t Finding, lines: &'t TextLines<'_>) -> Snippet<'t, Annotation<'t>> {
    let near: Vec<_> = finding.related.iter().filter(|other| is_near(finding, other)).collect();
    let first = finding.start.line.min(near.iter().map(|other| other.start.line).min().unwrap_or(u32::MAX));
    let context = near
        .iter()
        .map(|other| AnnotationKind::Context.span(within(lines, other.span)).label(other.message.as_str()));
    Snippet::source(&*lines.text)
        .line_start(first as usize)
        .path(&*finding.file)
        .annotation(AnnotationKind::Primary.span(within(lines, finding.span)))
        .annotations(context)
}

/// The lines of a related place that is far away.
fn elsewhere<'t>(other: &'t Related, lines: &'t TextLines<'_>) -> Snippet<'t, Annotation<'t>> {
    Snippet::source(&*lines.text)
        .line_start(other.start.line as usize)
        .path(&*other.file)
        .annotation(AnnotationKind::Context.span(within(lines, other.span)))
}

/// Whether a related place can be shown among the finding's own lines.
fn is_near(finding: &Finding, other: &Related) -> bool {
    const LINES: u32 = 60;
    finding.file == other.file && finding.start.line.abs_diff(other.start.line) < LINES
}

/// The patch as lines that go and come; `line` is the number of the first.
fn patch<'t>(finding: &'t Finding, lines: &'t TextLines<'_>, line: usize) -> Option<Group<'t>> {
    let patch = finding.patch.as_ref()?;
    let title = Level::HELP.secondary_title("`workload validate --fix` writes");
    let snippet = Snippet::source(&*lines.text).line_start(line).path(&*finding.file);
    Some(title.element(snippet.patch(Patch::new(inside(patch.span, lines), patch.text.as_str()))))
}

/// The number of the line that begins at an offset, counted from the finding's.
fn line_at(finding: &Finding, texts: &Texts, at: usize) -> usize {
    let start = finding.span.start as usize;
    let between = Span::of(at.min(start)..at.max(start));
    let lines = texts.lines(&finding.file, between);
    let range = boundary(&lines.text, between.range().start.saturating_sub(lines.start))
        ..boundary(&lines.text, between.range().end.saturating_sub(lines.start));
    let count = memchr::memchr_iter(b'\n', &lines.text.as_bytes()[range]).count();
    let line = finding.start.line as usize;
    if at <= start { line.saturating_sub(count).max(1) } else { line + count }
}

/// A span in terms of the lines that it stands in.
fn inside(span: Span, lines: &TextLines<'_>) -> Range<usize> {
    let range = span.range();
    range.start.saturating_sub(lines.start)..range.end.saturating_sub(lines.start)
}

/// A span in terms of lines, of its first line only: a long text is marked where it begins.
fn within(lines: &TextLines<'_>, span: Span) -> Range<usize> {
    let range = inside(Span { end: span.end.max(span.start), ..span }, lines);
    let (start, end) = (boundary(&lines.text, range.start), boundary(&lines.text, range.end));
    let line = lines.text[start..end].find('\n').map_or(end, |at| start + at);
    start..line
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use workload_core::syntax::text::{Position, Source};
    use workload_core::validate::lint::{Selection, lint};
    use workload_core::validate::rules::find;

    use super::*;

    /// Manifests whose findings stand on one line, on several, at its end, behind tabs and wide characters,
    /// in long lines, and with related places and patches.
    const TEXTS: &[&str] = &[
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replica: 2\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: b}}\n    spec:\n      containers:\n      - name: a\n        image: redis   \n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: ü}\nspec:\n  containers:\n  - {name: a, image: 界:latest, ports: [{containerPort: 70000}]}\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: a:latest\n    command: [\"a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z\"]\n    tty: \"yes\"\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: }\nspec: {ports: [{port: x}], selector:\t[]}\n",
        "apiVersion: v1\nkind: Service\nmetadata:\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n                  containers:\n                  - name: a\n                    image: a:latest\n                    resources:\n                        limits:\n                            memory: 64Mo\n                            cpu:\n                                    [1]\n",
        "a: [\n",
        "\n\n\n\n\n\n\n\n\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {selector: {}}\n",
    ];

    #[test]
    fn plain_findings_are_written_as_the_renderer_writes_them() {
        let mut plain_ones = 0;
        for text in TEXTS {
            let name = "some/a.yaml";
            let outcome = lint(&[Source::new(name, *text)], &Selection::default());
            let mut texts = Texts::default();
            texts.keep(name.to_owned(), Path::new(name), true, (*text).to_owned());
            assert!(!outcome.findings.is_empty(), "{text}");
            for finding in &outcome.findings {
                let Some(plain) = plain(finding, &texts) else { continue };
                assert_eq!(plain, one(finding, &texts, &Renderer::plain()));
                plain_ones += 1;
            }
        }
        assert!(plain_ones > 8, "{plain_ones}");
    }

    /// A finding at the word of one line of a text, with related places at those of others, in this file or in
    /// another one.
    fn at_words(texts: &Texts, own: usize, others: &[(usize, bool)]) -> Finding {
        let place = |line: usize, is_here: bool| {
            let file = if is_here { "some/a.yaml" } else { "other/b.yaml" };
            let text = texts.text(file);
            let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let start = before + text[before..].find(|c: char| c != ' ').unwrap();
            let length = text[start..].find([' ', '\n']).unwrap().max(1);
            let number = u32::try_from(line).unwrap() + 1;
            let column = u32::try_from(start - before).unwrap() + 1;
            (Span::of(start..start + length), Position { line: number, column }, file)
        };
        let (span, start, file) = place(own, true);
        let related = others.iter().map(|(line, is_here)| {
            let (span, start, file) = place(*line, *is_here);
            Related { file: file.into(), span, start, message: format!("number {line}") }
        });
        let related = related.collect();
        let message = "what is wrong".to_owned();
        let help = Some("what to do".into());
        Finding { message, help, related, ..Finding::at(find("S01").unwrap(), file.into(), span, [start; 2]) }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

        #[test]
        fn plain_findings_with_related_places_are_written_as_the_renderer_writes_them(
            lines in prop::collection::vec("[ ]{0,22}[-a-z:]{1,12}( [a-z\"]{1,30}){0,3}[ ]?", 130),
            own in 0..130_usize,
            others in prop::collection::vec((0..130_usize, any::<bool>()), 0..3),
        ) {
            let mut texts = Texts::default();
            for name in ["some/a.yaml", "other/b.yaml"] {
                texts.keep(name.to_owned(), Path::new(name), true, lines.join("\n") + "\n");
            }
            let finding = at_words(&texts, own, &others);
            if let Some(plain) = plain(&finding, &texts) {
                prop_assert_eq!(plain, one(&finding, &texts, &Renderer::plain()));
            }
        }
    }

    #[test]
    fn related_places_on_lines_of_their_own_are_a_plain_matter() {
        let mut texts = Texts::default();
        for name in ["some/a.yaml", "other/b.yaml"] {
            texts.keep(name.to_owned(), Path::new(name), true, "word: \n".repeat(130));
        }
        let is_plain = |others: &[(usize, bool)]| plain(&at_words(&texts, 9, others), &texts).is_some();
        assert!(
            [&[][..], &[(12, true)], &[(120, true)], &[(9, false)], &[(0, false), (99, true)]]
                .into_iter()
                .all(is_plain)
        );
        assert!(!is_plain(&[(11, true)]) && !is_plain(&[(12, true), (20, true)]));
    }
}
