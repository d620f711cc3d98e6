//! Turns errors and violations into findings, with the document's tree at hand.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use super::finding::{Finding, ObjectHeader};
use super::fix::fix;
use super::place::Places;
use super::selection::Selection;
use crate::syntax::text::Span;
use crate::syntax::yaml::{Content, NodeId, Patch, Path, Scalar, Step, SyntaxError, Tree};
use crate::validate::document::Checked;
use crate::validate::field_error::{ErrorType, FieldError};
use crate::validate::placeholder::is_yet_to_be_filled;
use crate::validate::rules::{Rule, Violation, rule_of};

/// One document that is being checked.
pub(super) struct Context<'a, 'p, 't> {
    pub(super) places: &'a Places<'p>,
    pub(super) tree: &'a Tree<'t>,
    pub(super) selection: &'a Selection,
    /// Whether rules over many objects will be checked.
    pub(super) across: bool,
    /// Whether annotations of the file may hold suppressions.
    pub(super) annotated: bool,
}

impl Context<'_, '_, '_> {
    /// The findings of what the API server would refuse of an object.
    pub(super) fn errors(&self, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
        let all = checked.errors.iter().chain(&checked.advice);
        let counting = all.filter(|error| self.selection.has(rule_of(error.error_type)));
        // The findings of an object share what it says it is.
        let object = OnceCell::new();
        let object = || Arc::clone(object.get_or_init(|| Arc::new(ObjectHeader::of(&checked.header))));
        findings.extend(counting.map(|error| self.error(object(), error)));
    }

    fn error(&self, object: Arc<ObjectHeader>, error: &FieldError) -> Finding {
        let key = matches!(error.error_type, ErrorType::UnknownField | ErrorType::DuplicateKey);
        let span = Places::span_of(self.tree, error.place.as_ref().unwrap_or(&error.path), key);
        let rule = rule_of(error.error_type);
        Finding {
            rule,
            severity: rule.severity,
            message: message(self.tree, error),
            path: exact(written(error).to_string()),
            named_path: exact(self.tree.named_path(written(error))),
            object: Some(object),
            help: error.help.clone().map(Cow::Owned),
            patch: fix(self.tree, error, self.places.text)
                .map(|patch| Patch { span: self.places.in_file(patch.span), ..patch }),
            versions: error.versions,
            ..at(self.places, span)
        }
    }

    /// The finding of a rule's violation, without its related places; none at a value that is yet to be
    /// filled in.
    pub(super) fn violation(
        &self,
        object: Option<Arc<ObjectHeader>>,
        rule: &'static Rule,
        violation: &Violation,
    ) -> Option<Finding> {
        if is_yet_to_be_filled(self.tree, &violation.path) {
            return None;
        }
        let span = Places::span_of(self.tree, &violation.path, false);
        let patch = violation.fix.as_ref().and_then(|edit| self.tree.patch(edit, self.places.text));
        Some(Finding {
            rule,
            severity: violation.severity.unwrap_or(rule.severity),
            message: violation.message.clone(),
            path: exact(violation.path.to_string()),
            named_path: exact(self.tree.named_path(&violation.path)),
            object,
            help: violation.help.clone(),
            patch: patch.map(|patch| Patch { span: self.places.in_file(patch.span), ..patch }),
            ..at(self.places, span)
        })
    }
}

/// A text in no more memory than it needs: there may be many findings.
fn exact(mut text: String) -> String {
    text.shrink_to_fit();
    text
}

/// The path of an error as the server writes it, with the keys of maps that the server leaves out.
fn written(error: &FieldError) -> &Path {
    let Some(place) = &error.place else { return &error.path };
    let mut left = error.path.0.iter().peekable();
    for step in &place.0 {
        left.next_if_eq(&step);
    }
    if left.next().is_none() { place } else { &error.path }
}

/// An error's message; that of a field that is required names the field, and says whether it is absent or empty.
fn message(tree: &Tree<'_>, error: &FieldError) -> String {
    let place = error.place.as_ref().unwrap_or(&error.path);
    let Some(Step::Field(name) | Step::Key(name)) = place.0.last() else { return error.message.clone() };
    let located = tree.locate(place);
    let is = match (error.error_type, located.whole) {
        (ErrorType::Required, false) => "is missing",
        (ErrorType::Required, true) if is_empty(tree, located.node) => "is empty",
        _ => return error.message.clone(),
    };
    match error.message.strip_suffix("is missing") {
        Some(what) => format!("{what}{is}"),
        None => format!("`{name}` {is}: {}", error.message),
    }
}

/// Whether a value is nothing, or a text, a list or a map with nothing in it.
fn is_empty(tree: &Tree<'_>, node: NodeId) -> bool {
    match &tree.node(node).content {
        Content::Mapping => tree.entries(node).next().is_none(),
        Content::Sequence => tree.items(node).next().is_none(),
        Content::Scalar(_) | Content::Alias(_) => match tree.node(node).scalar() {
            Some(Ok(Scalar::Text(text))) => text.is_empty(),
            Some(Ok(scalar)) => matches!(scalar, Scalar::Null),
            _ => false,
        },
    }
}

/// The finding of a text that cannot be read.
pub(super) fn unreadable(places: &Places<'_>, error: &SyntaxError) -> Finding {
    let rule = rule_of(ErrorType::Syntax);
    Finding { rule, message: error.message.clone(), ..at(places, error.span) }
}

/// The finding of text that kubectl passes by.
pub(super) fn dropped_text(places: &Places<'_>, dropped: Span) -> Finding {
    let rule = rule_of(ErrorType::Dropped);
    // The first line of it says what is meant.
    let text = &places.text[dropped.range()];
    let end = dropped.start as usize + text.lines().next().map_or(0, str::len);
    Finding {
        rule,
        message: "kubectl does not read this: it takes one document between two `---` lines".to_owned(),
        help: Some("put a `---` line before it".into()),
        ..at(places, Span::of(dropped.start as usize..end))
    }
}

/// A finding at a place, about nothing yet.
pub(super) fn at(places: &Places<'_>, span: Span) -> Finding {
    Finding::at(rule_of(ErrorType::Syntax), places.file.clone(), places.in_file(span), places.ends(span))
}

#[cfg(test)]
mod tests {
    use crate::syntax::text::Source;
    use crate::validate::lint::{Selection, lint};

    fn messages(text: &str) -> Vec<String> {
        let outcome = lint(&[Source::new("a.yaml", text)], &Selection::default());
        outcome.findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn what_is_empty_is_not_said_to_be_missing() {
        let pod = |spec: &str| {
            messages(&format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {spec}\n"))
        };
        assert_eq!(pod("{}"), ["`containers` is missing: a Pod has at least one container"]);
        for empty in ["[]", "~", ""] {
            let found = pod(&format!("\n  containers: {empty}"));
            assert_eq!(found, ["`containers` is empty: a Pod has at least one container"], "{empty}");
        }
        let name =
            "spec: {maxReplicas: 1, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ''}}";
        let autoscaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n";
        assert_eq!(messages(&format!("{autoscaler}{name}\n")), ["the name of an object is empty"]);
        let header = messages("apiVersion: ''\nkind: ConfigMap\nmetadata: {name: a}\n");
        assert_eq!(
            header,
            ["`apiVersion` is empty: an object needs an `apiVersion`, such as `apiVersion: apps/v1`"]
        );
        let subject = "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}\nsubjects: [{kind: '', name: a}]";
        let binding = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\n";
        let found = messages(&format!("{binding}{subject}\n"));
        assert_eq!(found, ["an empty text is not supported, expected `ServiceAccount`, `User` or `Group`"]);
    }

    #[test]
    fn no_message_has_the_words_of_a_decoder() {
        let class =
            "apiVersion: storage.k8s.io/v1beta1\nkind: StorageClass\nmetadata: {name: a}\nprovisioner: b\n";
        assert_eq!(
            messages(class),
            ["Kubernetes 1.22 and later do not serve StorageClass as `storage.k8s.io/v1beta1`"]
        );
    }

    #[test]
    fn what_a_hand_fills_in_and_what_a_cluster_wrote_is_no_fault() {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: job-$ITEM}\nspec:\n  containers:\n  - {name: a, image: 'a:1', ports: [{containerPort: PORT}]}\n";
        assert_eq!(messages(pod), [""; 0]);
        let old = "apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}}\nstatus: {currentMetrics: [{type: Resource, resource: {name: cpu, currentAverageValue: 1}}], currentReplicas: 1, desiredReplicas: 1, conditions: []}\n";
        let found = messages(old);
        assert!(
            found.len() == 1 && found[0].starts_with("Kubernetes 1.25 and later do not serve"),
            "{found:?}"
        );
    }
}
