//! From a place in a rendered text back to where it was written.

use std::path::{Path, PathBuf};

use workload_core::syntax::text::{Lines, Position, Span};
use workload_core::syntax::yaml::{self, NodeId, Tree, documents};
use workload_core::validate::decode::header;
use workload_core::validate::lint::Finding;

use super::rendered::{Origin, Rendered};
use crate::files::read_text;

/// The comment with which helm names the template of a document.
const SOURCE: &str = "# Source: ";

/// A place in a file that somebody wrote.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) file: PathBuf,
    pub(super) text: String,
    pub(super) span: Span,
}

impl Written {
    /// Line and column of its first byte, and of the one behind its last.
    pub(super) fn positions(&self) -> (Position, Position) {
        let lines = Lines::of(&self.text);
        (lines.position(self.span.start), lines.position(self.span.end))
    }
}

/// Where a finding in a rendered text was written, when that can be told.
pub(super) fn written(finding: &Finding, rendered: &Rendered) -> Option<Written> {
    match &rendered.from {
        Origin::Chart(folder) => in_template(finding, &rendered.text, folder),
        Origin::Kustomization(files) => {
            files.iter().find_map(|file| in_resource(finding, &rendered.text, file))
        }
    }
}

/// The line of the template that the finding's line was made of.
fn in_template(finding: &Finding, text: &str, folder: &Path) -> Option<Written> {
    let start = finding.span.range().start;
    let source = text[..start].rfind(SOURCE)?;
    let source = text[source + SOURCE.len()..].lines().next()?;
    // The first part is the chart's name, which its folder need not have.
    let file = folder.join(source.split_once('/')?.1);
    let template = read_text(&file).ok()?;
    let line = line_at(text, start).trim();
    let span = same_line(&template, line).or_else(|| same_key(&template, line))?;
    Some(Written { file, text: template, span })
}

/// The line of a text that holds a byte.
fn line_at(text: &str, byte: usize) -> &str {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    &text[start..end]
}

/// The only line that says the same.
fn same_line(template: &str, line: &str) -> Option<Span> {
    only(template, |own| own == line)
}

/// The only line with the same key whose value a template fills in.
fn same_key(template: &str, line: &str) -> Option<Span> {
    let key = line.split_once(':')?.0;
    only(template, |own| own.contains("{{") && own.split_once(':').is_some_and(|(own, _)| own == key))
}

/// The only line that fits, without the blanks around it.
fn only(text: &str, fits: impl Fn(&str) -> bool) -> Option<Span> {
    let mut found = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if !bare.is_empty() && fits(bare) {
            let from = start + (line.len() - line.trim_start().len());
            if found.replace(Span::of(from..from + bare.len())).is_some() {
                return None;
            }
        }
        start += line.len();
    }
    found
}

/// The same field of the same object in a file, when it says the same.
fn in_resource(finding: &Finding, rendered: &str, file: &Path) -> Option<Written> {
    let object = finding.object.as_ref()?;
    let (kind, name) = (object.kind.as_deref()?, object.name.as_deref()?);
    let text = read_text(file).ok()?;
    let found = documents(&text).filter_map(|document| document.tree.ok()).find_map(|tree| {
        let own = header(&tree, NodeId::ROOT);
        let named = own.name.as_deref().is_some_and(|own| !own.is_empty() && name.contains(own));
        (own.kind.as_deref() == Some(kind) && named).then(|| place(&tree, &text, finding, rendered)).flatten()
    });
    found.map(|span| Written { file: file.to_owned(), text, span })
}

fn place(tree: &Tree<'_>, text: &str, finding: &Finding, rendered: &str) -> Option<Span> {
    let located = tree.locate(&path(&finding.path));
    let said = rendered.get(finding.span.range())?;
    let own = text.get(located.span.range())?;
    let bare = |text: &str| text.trim_matches(['"', '\'']).to_owned();
    let same = bare(own) == bare(said);
    same.then_some(located.span)
}

/// The steps of a path as it is written: `spec.containers[0].image`, `metadata.labels[app]`.
fn path(text: &str) -> yaml::Path {
    use yaml::Step;
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(inside) = rest.strip_prefix('[') {
            let (word, after) = inside.split_once(']').unwrap_or((inside, ""));
            steps.push(word.parse().map_or_else(|_| Step::Key(word.to_owned()), Step::Index));
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            steps.push(Step::Field(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    yaml::Path(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        for text in
            ["spec.template.spec.containers[0].image", "metadata.labels[app.kubernetes.io/name]", "kind", ""]
        {
            assert_eq!(path(text).to_string(), text);
        }
    }

    #[test]
    fn a_line_is_found_when_it_is_the_only_one() {
        let template = "a: 1\n  image: {{ .x }}\nb: 1\nb: 1\n";
        assert_eq!(same_line(template, "a: 1"), Some(Span::of(0..4)));
        assert_eq!(same_line(template, "b: 1"), None);
        assert_eq!(same_key(template, "image: nginx"), Some(Span::of(7..22)));
    }
}
