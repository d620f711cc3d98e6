//! Suppressions: found in comments and annotations, matched with findings, and reported when
//! they are not what they should be.

use std::sync::Arc;

use super::document::at;
use super::finding::Finding;
use super::place::Places;
use super::selection::Selection;
use super::suppression::{ANNOTATION, OPENING, Suppression, read};
use crate::k8s::Object;
use crate::syntax::text::{FastMap, Span};
use crate::syntax::yaml::{Comment, NodeId, Path, PathBuilder, Tree};
use crate::validate::rules::find;

/// A suppression with what it covers.
#[derive(Clone, Debug)]
pub(super) struct ScopedSuppression {
    /// What is allowed, or what is wrong with saying so.
    pub(super) allowed: Result<Suppression, String>,
    /// The bytes of the file in which findings are suppressed.
    pub(super) scope: Span,
    /// The finding that it becomes when it is wrong or suppresses nothing.
    pub(super) place: Finding,
}

/// The suppressions in the comments of a file. `trees` are its documents with their parts.
pub(super) fn in_comments(places: &Places<'_>, trees: &[(Span, &Tree<'_>)]) -> Vec<ScopedSuppression> {
    if !places.text.contains(OPENING) {
        return Vec::new();
    }
    let comments = crate::syntax::yaml::comments(places.text);
    comments.iter().filter_map(|comment| in_comment(places, trees, comment)).collect()
}

fn in_comment(
    places: &Places<'_>,
    trees: &[(Span, &Tree<'_>)],
    comment: &Comment,
) -> Option<ScopedSuppression> {
    let words = comment.text.strip_prefix(OPENING)?;
    let line = line_of(places.text, comment.span.start);
    let scope = if comment.alone { below(places.text, trees, comment.span) } else { line };
    Some(ScopedSuppression { allowed: read(words), scope, place: at(places, comment.span) })
}

/// The line that holds the byte, without what ends it.
fn line_of(text: &str, byte: u32) -> Span {
    let byte = byte as usize;
    let start = text[..byte].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[byte..].find(['\n', '\r']).map_or(text.len(), |at| byte + at);
    Span::of(start..end)
}

/// What begins on the first line below a comment: an entry with everything in it, or the whole
/// document when the comment stands above its first key.
fn below(text: &str, trees: &[(Span, &Tree<'_>)], comment: Span) -> Span {
    // Trees that end before the comment are passed by all at once.
    let first =
        trees.partition_point(|(part, tree)| part.end <= comment.start || tree.is_before(comment.end));
    for (part, tree) in &trees[first..] {
        let Some(next) = tree.first_from(comment.end) else { continue };
        if next.is_first() {
            return *part;
        }
        let line = line_of(text, tree.raw(next).span.start);
        // A map begins where its first key does; only a list's dash means the whole of it.
        let is_item = text[line.range()].trim_start().starts_with('-');
        let entry = if is_item { next } else { tree.innermost_at(next) };
        return tree.extent(entry).to(line);
    }
    line_of(text, comment.start)
}

/// The suppressions in an object's annotation.
pub(super) fn in_annotation(
    places: &Places<'_>,
    tree: &Tree<'_>,
    object: &Object,
    root: &Path,
    part: Span,
) -> Vec<ScopedSuppression> {
    let Some(text) = object.meta().annotations.as_ref().and_then(|all| all.get(ANNOTATION)) else {
        return Vec::new();
    };
    let root_at = PathBuilder::along(root);
    let path = root_at.fields(&["metadata", "annotations", ANNOTATION]).path();
    let whole = tree.locate(root);
    let scope = if whole.node == NodeId::ROOT { part } else { tree.raw(whole.node).span };
    let place = at(places, Places::span_of(tree, &path, false));
    let entries = text.split([';', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
    let words = entries.map(|entry| entry.strip_prefix("allow ").unwrap_or(entry));
    words.map(|words| ScopedSuppression { allowed: read(words), scope, place: place.clone() }).collect()
}

impl ScopedSuppression {
    /// What is to be said of it: it is badly written, or `used` by no finding.
    fn verdict(self, used: bool, selection: &Selection) -> Option<Finding> {
        let (code, message) = match self.allowed {
            Err(message) => ("A01", message),
            // A rule that is not asked for finds nothing to suppress.
            Ok(allowed) if used || !allowed.rules.iter().all(|rule| selection.has(rule)) => return None,
            Ok(allowed) => {
                let names: Vec<_> = allowed.rules.iter().map(|rule| rule.name).collect();
                ("A02", format!("no finding of {} is here: remove the suppression", names.join(", ")))
            }
        };
        let rule = find(code).filter(|rule| selection.has(rule))?;
        Some(Finding { rule, severity: rule.severity, message, ..self.place })
    }
}

/// A file and a rule.
type Scope = (Arc<str>, &'static str);

/// Takes out the findings that are allowed, and adds those about suppressions.
pub(super) fn apply(
    suppressions: Vec<ScopedSuppression>,
    findings: &mut Vec<Finding>,
    selection: &Selection,
) {
    if suppressions.is_empty() {
        return;
    }
    let starts = starts(findings);
    let used: Vec<_> = suppressions.iter().map(|suppression| is_used(suppression, &starts)).collect();
    let allowed = allowed(&suppressions);
    findings.retain(|finding| {
        let spans = allowed.get(&(finding.file.clone(), finding.rule.code)).map_or(&[][..], Vec::as_slice);
        let after = spans.partition_point(|span| span.start <= finding.span.start);
        after == 0 || spans[after - 1].end < finding.span.start
    });
    let said = suppressions.into_iter().zip(used);
    findings.extend(said.filter_map(|(suppression, used)| suppression.verdict(used, selection)));
}

/// Where the findings of each rule begin in each file, in order.
fn starts(findings: &[Finding]) -> FastMap<Scope, Vec<u32>> {
    let mut starts: FastMap<Scope, Vec<u32>> = FastMap::default();
    for finding in findings {
        starts.entry((finding.file.clone(), finding.rule.code)).or_default().push(finding.span.start);
    }
    for starts in starts.values_mut() {
        starts.sort_unstable();
    }
    starts
}

/// Whether a finding of one of its rules begins in what a suppression covers.
fn is_used(suppression: &ScopedSuppression, starts: &FastMap<Scope, Vec<u32>>) -> bool {
    let scope = suppression.scope;
    suppression.allowed.iter().flat_map(|allowed| &allowed.rules).any(|rule| {
        let Some(starts) = starts.get(&(suppression.place.file.clone(), rule.code)) else { return false };
        starts
            .get(starts.partition_point(|start| *start < scope.start))
            .is_some_and(|start| *start <= scope.end)
    })
}

/// The parts of each file in which each rule is allowed, in order and without overlaps.
fn allowed(suppressions: &[ScopedSuppression]) -> FastMap<Scope, Vec<Span>> {
    let mut allowed: FastMap<Scope, Vec<Span>> = FastMap::default();
    for suppression in suppressions {
        for rule in suppression.allowed.iter().flat_map(|allowed| &allowed.rules) {
            allowed.entry((suppression.place.file.clone(), rule.code)).or_default().push(suppression.scope);
        }
    }
    for spans in allowed.values_mut() {
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            last.end = if joins { last.end.max(next.end) } else { last.end };
            joins
        });
    }
    allowed
}

#[cfg(test)]
mod tests {
    use crate::syntax::text::Source;
    use crate::validate::lint::{Selection, lint};

    const OBJECT: &str =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  port: 80\n  on: 5\n";

    fn codes(text: &str) -> Vec<(u32, &'static str)> {
        let outcome = lint(&[Source::new("a.yaml", text)], &Selection::default());
        outcome.findings.iter().map(|finding| (finding.start.line, finding.rule.code)).collect()
    }

    #[test]
    fn a_comment_on_the_line_suppresses_that_line() {
        assert_eq!(codes(OBJECT), [(6, "V03"), (7, "V03")]);
        let text = OBJECT.replace("80", "80 # workload: allow V03 because we test");
        assert_eq!(codes(&text), [(7, "V03")]);
    }

    #[test]
    fn a_comment_above_suppresses_what_begins_below_it() {
        let above = |key: &str| OBJECT.replace(key, &format!("# workload: allow V03 because we test\n{key}"));
        assert_eq!(codes(&above("apiVersion")), []);
        assert_eq!(codes(&OBJECT.replace("\ndata", "\n# workload: allow V03 because we test\ndata")), []);
        assert_eq!(codes(&above("  port:")), [(8, "V03")]);
    }

    #[test]
    fn an_annotation_suppresses_in_its_object() {
        let text = OBJECT
            .replace("  name: a", "  name: a\n  annotations: {workload/allow: wrong_type because we test}");
        assert_eq!(codes(&text), []);
        let two = format!("{text}---\n{OBJECT}");
        assert_eq!(codes(&two), [(15, "V03"), (16, "V03")]);
    }

    #[test]
    fn suppressions_are_held_to_what_they_say() {
        let with = |words: &str| codes(&OBJECT.replace("kind", &format!("# workload: allow {words}\nkind")));
        assert_eq!(with("V03"), [(2, "A01"), (7, "V03"), (8, "V03")]);
        assert_eq!(with("V99 because x"), [(2, "A01"), (7, "V03"), (8, "V03")]);
        assert_eq!(with("V04 because x"), [(2, "A02"), (7, "V03"), (8, "V03")]);
    }
}
