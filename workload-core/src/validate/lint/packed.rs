//! Findings in little memory, for as long as what else is known of large files takes its own.

use std::borrow::Cow;
use std::sync::Arc;

use super::finding::{Finding, ObjectHeader, Related};
use crate::k8s::Versions;
use crate::k8s::compact_texts::{CompactReader, CompactWriter};
use crate::syntax::text::{Position, Span};
use crate::syntax::yaml::Patch;
use crate::validate::rules::{Rule, Severity};

/// The severities by their numbers.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Findings, written one after the other into one text.
#[derive(Clone, Debug, Default)]
pub(super) struct PackedFindings {
    text: Box<str>,
    count: usize,
    tables: Tables,
}

/// What many findings have in common; they have its number.
#[derive(Clone, Debug, Default)]
struct Tables {
    rules: Vec<&'static Rule>,
    helps: Vec<&'static str>,
    files: Vec<Arc<str>>,
    versions: Vec<Versions>,
}

/// The number of what `is_it` finds in a table; it is added where it is missing. Findings of one file stand
/// together, so the newest is the likeliest.
fn number<T>(table: &mut Vec<T>, is_it: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> usize {
    table.iter().rposition(is_it).unwrap_or_else(|| {
        table.push(new());
        table.len() - 1
    })
}

impl PackedFindings {
    /// Packs findings.
    pub(super) fn of(findings: Vec<Finding>) -> Self {
        let (mut all, mut tables, count) = (CompactWriter::default(), Tables::default(), findings.len());
        let mut object = None;
        for finding in findings {
            write(&finding, object.as_ref(), &mut all, &mut tables);
            object = finding.object;
        }
        Self { text: all.finish().into_text(), count, tables }
    }

    /// The number of findings.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// The text that they are written into.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The same without its text, which is kept elsewhere.
    pub(super) fn without_text(self) -> Self {
        Self { text: Box::default(), ..self }
    }

    /// The findings, in order.
    pub(super) fn unpack(&self) -> Unpacking<'_> {
        self.unpack_from(Cow::Borrowed(&self.text))
    }

    /// The findings, in order, from their text that was kept elsewhere.
    pub(super) fn unpack_from<'p>(&'p self, text: Cow<'p, str>) -> Unpacking<'p> {
        Unpacking { text, at: 0, tables: &self.tables, above: None }
    }
}

/// Findings that are unpacked one by one.
pub(super) struct Unpacking<'p> {
    text: Cow<'p, str>,
    /// The byte that the next begins at.
    at: usize,
    tables: &'p Tables,
    /// The object of the one before it.
    above: Option<Arc<ObjectHeader>>,
}

impl Iterator for Unpacking<'_> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        let mut all = CompactReader::from(&self.text, self.at);
        let finding = read(&mut all, self.above.take(), self.tables)?;
        self.at = self.text.len() - all.left();
        self.above.clone_from(&finding.object);
        Some(finding)
    }
}

fn write(finding: &Finding, above: Option<&Arc<ObjectHeader>>, all: &mut CompactWriter, tables: &mut Tables) {
    let Tables { rules, versions, .. } = tables;
    all.number(number(rules, |rule| std::ptr::eq(*rule, finding.rule), || finding.rule));
    all.number(SEVERITIES.iter().position(|one| *one == finding.severity).unwrap_or_default());
    all.number(number(versions, |own| *own == finding.versions, || finding.versions));
    all.text(&finding.message);
    write_place(&finding.file, finding.span, finding.start, all, tables);
    write_position(finding.end, all);
    all.text(&finding.path);
    all.optional_text(Some(&*finding.named_path).filter(|named| *named != finding.path));
    write_object(finding.object.as_ref(), above, all);
    match &finding.help {
        None => all.number(0),
        Some(Cow::Owned(help)) => {
            all.number(1);
            all.text(help);
        }
        Some(Cow::Borrowed(help)) => {
            all.number(2 + number(&mut tables.helps, |own| std::ptr::eq(*own, *help), || *help));
        }
    }
    all.number(finding.related.len());
    for other in &finding.related {
        write_place(&other.file, other.span, other.start, all, tables);
        all.text(&other.message);
    }
    all.optional_text(finding.patch.as_ref().map(|patch| patch.text.as_str()));
    finding.patch.iter().for_each(|patch| write_span(patch.span, all));
}

fn read(all: &mut CompactReader<'_>, above: Option<Arc<ObjectHeader>>, tables: &Tables) -> Option<Finding> {
    let rule = *tables.rules.get(all.number()?)?;
    let severity = *SEVERITIES.get(all.number()?)?;
    let versions = *tables.versions.get(all.number()?)?;
    let message = all.text()?.to_owned();
    let (file, span, start) = read_place(all, tables)?;
    let end = read_position(all)?;
    let path = all.text()?.to_owned();
    let named_path = all.optional_text()?.map_or_else(|| path.clone(), ToOwned::to_owned);
    let object = read_object(all, above)?;
    let help = match all.number()? {
        0 => None,
        1 => Some(Cow::Owned(all.text()?.to_owned())),
        help => Some(Cow::Borrowed(*tables.helps.get(help - 2)?)),
    };
    let related = (0..all.number()?).map(|_| {
        let (file, span, start) = read_place(all, tables)?;
        Some(Related { file, span, start, message: all.text()?.to_owned() })
    });
    let related = related.collect::<Option<_>>()?;
    let change = all.optional_text()?.map(ToOwned::to_owned);
    let change = change.and_then(|text| Some(Patch { span: read_span(all)?, text }));
    Some(Finding {
        severity,
        message,
        path,
        named_path,
        object,
        help,
        related,
        patch: change,
        versions,
        ..Finding::at(rule, file, span, [start, end])
    })
}

fn write_place(file: &Arc<str>, span: Span, start: Position, all: &mut CompactWriter, tables: &mut Tables) {
    all.number(number(&mut tables.files, |own| Arc::ptr_eq(own, file), || file.clone()));
    write_span(span, all);
    write_position(start, all);
}

fn read_place(all: &mut CompactReader<'_>, tables: &Tables) -> Option<(Arc<str>, Span, Position)> {
    Some((tables.files.get(all.number()?)?.clone(), read_span(all)?, read_position(all)?))
}

fn write_span(span: Span, all: &mut CompactWriter) {
    all.number(span.start as usize);
    all.number(span.end.wrapping_sub(span.start) as usize);
}

fn read_span(all: &mut CompactReader<'_>) -> Option<Span> {
    let (start, length) = (small(all)?, small(all)?);
    Some(Span { start, end: start.wrapping_add(length) })
}

fn write_position(at: Position, all: &mut CompactWriter) {
    all.number(at.line as usize);
    all.number(at.column as usize);
}

fn read_position(all: &mut CompactReader<'_>) -> Option<Position> {
    Some(Position { line: small(all)?, column: small(all)? })
}

fn small(all: &mut CompactReader<'_>) -> Option<u32> {
    u32::try_from(all.number()?).ok()
}

/// The findings of one object share what it says it is.
fn write_object(
    object: Option<&Arc<ObjectHeader>>,
    above: Option<&Arc<ObjectHeader>>,
    all: &mut CompactWriter,
) {
    let Some(object) = object else { return all.number(0) };
    if above.is_some_and(|above| Arc::ptr_eq(above, object)) {
        return all.number(1);
    }
    all.number(2);
    for text in [&object.api_version, &object.kind, &object.namespace, &object.name] {
        all.optional_text(text.as_deref());
    }
}

#[expect(clippy::option_option, reason = "a finding may have no object, and there may be no finding")]
fn read_object(
    all: &mut CompactReader<'_>,
    above: Option<Arc<ObjectHeader>>,
) -> Option<Option<Arc<ObjectHeader>>> {
    Some(match all.number()? {
        0 => None,
        1 => Some(above?),
        _ => {
            let mut text = || Some(all.optional_text()?.map(ToOwned::to_owned));
            let (api_version, kind, namespace, name) = (text()?, text()?, text()?, text()?);
            Some(Arc::new(ObjectHeader { api_version, kind, namespace, name }))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::text::Source;
    use crate::validate::lint::{Selection, lint};

    #[test]
    fn findings_come_back_as_they_were() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ä}\nspec:\n  replica: 2\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: b}}\n    spec:\n      containers:\n      - {name: a, image: redis, ports: [{containerPort: 70000}]}\n---\napiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: b}\nspec: {schedule: '0 25 * * *'}\n---\na: [\n";
        let mut findings = lint(&[Source::new("a.yaml", text)], &Selection::default()).findings;
        let mut other = findings[0].clone();
        other.related.push(Related {
            file: "b.yaml".into(),
            span: Span { start: 5, end: 0 },
            start: Position { line: 0, column: u32::MAX },
            message: String::new(),
        });
        other.help = Some(Cow::Owned("do".to_owned()));
        other.patch = Some(Patch { span: Span::of(3..70_000), text: String::new() });
        findings.push(other);
        assert!(findings.len() > 5 && findings.iter().any(|one| one.patch.is_some()));
        let packed = PackedFindings::of(findings.clone());
        assert_eq!(packed.unpack().collect::<Vec<_>>(), findings);
        assert_eq!(PackedFindings::default().unpack().count(), 0);
    }
}
