//! Suppressions: found in comments and annotations, matched with findings, and reported when
//! they are not what they should be.

use super::allowed::{Allowed, Starts};
use super::document::at;
use super::finding::Finding;
use super::place::Places;
use super::selection::Selection;
use super::suppression::{
    ANNOTATION, Suppression, is_settled, may_suppress, misspelt_annotation, read, read_comment,
};
use crate::syntax::text::Span;
use crate::syntax::yaml::{Comment, NodeId, Path, PathBuilder, Scalar, Tree, comments_at};
use crate::validate::rules::{Profile, Rule, find};

/// A suppression with what it covers.
#[derive(Clone, Debug)]
pub(super) struct ScopedSuppression {
    /// What is allowed, or what is wrong with saying so.
    pub(super) allowed: Result<Suppression, String>,
    /// The bytes of the file in which findings are suppressed.
    pub(super) scope: Span,
    /// The finding that it becomes when it is wrong or suppresses nothing.
    pub(super) place: Finding,
    /// Where the manifests of its file are meant to run; none when what it covers was not checked.
    pub(super) profile: Option<Profile>,
}

/// The suppressions in the comments of a file. `trees` are its documents with their parts, and `unchecked`
/// the parts of those that were not checked.
pub(super) fn in_comments(
    places: &Places<'_>,
    trees: &[(Span, Tree<'_>)],
    unchecked: &[Span],
    profile: Profile,
) -> Vec<ScopedSuppression> {
    let in_comment = |comment: &Comment| {
        let allowed = read_comment(&comment.text)?;
        let line = line_of(places.text, comment.span.start);
        let scope = if comment.alone { below(places.text, trees, comment.span) } else { line };
        let is_in = |part: &Span| part.start <= scope.start && scope.start <= part.end;
        let before = unchecked.partition_point(|part| part.start <= scope.start);
        let was_checked = !unchecked[..before].last().is_some_and(is_in);
        let place = at(places, comment.span);
        let scope = places.in_file(scope);
        Some(ScopedSuppression { allowed, scope, place, profile: was_checked.then_some(profile) })
    };
    comments_at(places.text, places.offset as usize, may_suppress).iter().filter_map(in_comment).collect()
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
fn below(text: &str, trees: &[(Span, Tree<'_>)], comment: Span) -> Span {
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

/// The suppressions in the annotations of the object at `root`.
pub(super) fn in_annotation(
    places: &Places<'_>,
    tree: &Tree<'_>,
    root: &Path,
    part: Span,
    profile: Profile,
) -> Vec<ScopedSuppression> {
    let whole = tree.locate(root).node;
    let annotations = tree.get(whole, "metadata").and_then(|metadata| tree.get(metadata, "annotations"));
    let entries = annotations.into_iter().flat_map(|annotations| tree.entries(annotations));
    let scope = places.in_file(if whole == NodeId::ROOT { part } else { tree.raw(whole).span });
    let mut found = Vec::new();
    for entry in entries {
        let root_at = PathBuilder::along(root);
        let path = root_at.fields(&["metadata", "annotations", &entry.key]).path();
        let mut add = |allowed| {
            let place = at(places, Places::span_of(tree, &path, false));
            found.push(ScopedSuppression { allowed, scope, place, profile: Some(profile) });
        };
        if let Some(wrong) = misspelt_annotation(&entry.key) {
            add(Err(wrong));
        }
        let Some(Ok(Scalar::Text(text))) = tree.node(entry.value).scalar() else { continue };
        if entry.key == ANNOTATION {
            let all = text.split([';', '\n']).map(str::trim).filter(|one| !one.is_empty());
            all.for_each(|one| add(read(one.strip_prefix("allow ").unwrap_or(one))));
        }
    }
    found
}

impl ScopedSuppression {
    /// What is to be said of it: it is badly written, or rules that it allows find nothing.
    fn verdict(self, starts: &Starts, selection: &Selection) -> Option<Finding> {
        let (code, message) = match &self.allowed {
            Err(message) => ("A01", message.clone()),
            Ok(allowed) => {
                let profile = self.profile?;
                let is_idle = |rule: &&&'static Rule| {
                    // A rule that is not asked for finds nothing to suppress.
                    selection.has(rule)
                        && is_settled(rule, profile)
                        && !starts.is_in(&self.place.file, self.scope, rule)
                };
                let idle: Vec<_> = allowed.rules.iter().filter(is_idle).map(|rule| rule.name).collect();
                if idle.is_empty() {
                    return None;
                }
                let what = if idle.len() == allowed.rules.len() {
                    "remove the suppression".to_owned()
                } else {
                    format!("take {} out of the suppression", idle.join(", "))
                };
                ("A02", format!("no finding of {} is here: {what}", idle.join(", ")))
            }
        };
        let rule = find(code).filter(|rule| selection.has(rule))?;
        Some(Finding { rule, severity: rule.severity, message, ..self.place })
    }
}

/// The parts of files in which `suppressions` allow rules.
pub(super) fn allowed(suppressions: &[ScopedSuppression]) -> Allowed {
    Allowed::of(suppressions.iter().flat_map(|one| {
        let rules = one.allowed.iter().flat_map(|allowed| &allowed.rules);
        rules.map(|rule| ((one.place.file.clone(), rule.code), one.scope))
    }))
}

/// What is to be said of suppressions, by where the findings of what they allow begin.
pub(super) fn verdicts(
    suppressions: Vec<ScopedSuppression>,
    starts: &Starts,
    selection: &Selection,
) -> impl Iterator<Item = Finding> {
    suppressions.into_iter().filter_map(|one| one.verdict(starts, selection))
}

/// Takes out the findings that are allowed, and adds those about suppressions.
pub(super) fn apply(
    suppressions: Vec<ScopedSuppression>,
    findings: &mut Vec<Finding>,
    selection: &Selection,
) {
    if suppressions.is_empty() {
        return;
    }
    let allowed = allowed(&suppressions);
    let starts = Starts::of(findings.iter(), &allowed);
    findings.retain(|finding| !allowed.has(finding));
    findings.extend(verdicts(suppressions, &starts, selection));
}

#[cfg(test)]
mod tests {
    use crate::syntax::text::Source;
    use crate::validate::lint::{Selection, lint};
    use crate::validate::rules::Profile;

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
        let two = format!("{text}---\n{}", OBJECT.replace("name: a", "name: b"));
        assert_eq!(codes(&two), [(15, "V03"), (16, "V03")]);
    }

    #[test]
    fn suppressions_are_held_to_what_they_say() {
        let with = |words: &str| codes(&OBJECT.replace("kind", &format!("# workload: allow {words}\nkind")));
        assert_eq!(with("V03"), [(2, "A01"), (7, "V03"), (8, "V03")]);
        assert_eq!(with("V99 because x"), [(2, "A01"), (7, "V03"), (8, "V03")]);
        assert_eq!(with("V04 because x"), [(2, "A02"), (7, "V03"), (8, "V03")]);
        assert_eq!(with("V01 because x"), [(2, "A01"), (7, "V03"), (8, "V03")]);
        let misspelt = codes(&OBJECT.replace("kind", "#workload:allow V03 because x\nkind"));
        assert_eq!(misspelt, [(2, "A01"), (7, "V03"), (8, "V03")]);
        let annotated =
            OBJECT.replace("  name: a", "  name: a\n  annotations: {workload/alow: V03 because x}");
        assert_eq!(codes(&annotated), [(5, "A01"), (7, "V03"), (8, "V03")]);
    }

    fn messages(text: &str, selection: &Selection) -> Vec<String> {
        let outcome = lint(&[Source::new("a.yaml", text)], selection);
        outcome.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn of_several_rules_the_idle_ones_are_named() {
        let text = OBJECT.replace("apiVersion", "# workload: allow V03, V04, S01 because x\napiVersion");
        let expected = "no finding of unknown_field, store_on_scratch is here: take unknown_field, \
                        store_on_scratch out of the suppression";
        assert_eq!(messages(&text, &Selection::default()), [expected]);
        let only = Selection { select: vec!["V03".to_owned(), "A".to_owned()], ..Selection::default() };
        assert_eq!(messages(&text, &only), [""; 0]);
    }

    #[test]
    fn what_another_profile_needs_is_not_idle() {
        let cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  # workload: allow D03, V04 \
                    because x\n  schedule: 0 3 * * *\n  jobTemplate: {}\n";
        let of = |profile| {
            let selection = Selection {
                profile,
                select: vec!["A".into(), "D03".into(), "V04".into()],
                ..Selection::default()
            };
            messages(cron, &selection)
        };
        assert!(
            of(Profile::Test)[0].starts_with("no finding of unknown_field is here"),
            "{:?}",
            of(Profile::Test)
        );
        assert!(of(Profile::Production)[0].contains("unknown_field"), "{:?}", of(Profile::Production));
    }

    #[test]
    fn a_document_that_is_not_checked_leaves_its_suppressions_alone() {
        for text in [
            "apiVersion: v1\nkind: Service\nmetadata:\n  # workload: allow V04 because x\n  name: {{ .Values.a }}\n{{- if .x }}\n",
            "# workload: allow V04 because x\napiVersion: v1alpha1\nkind: VolumeConfig\nname: a\n",
        ] {
            assert_eq!(codes(text), [], "{text}");
        }
    }
}
