//! Whose requests a rule of a `FlowSchema` is about.

use k8s_openapi::api::flowcontrol::v1::{ServiceAccountSubject, Subject};

use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{name, said};
use crate::validate::field_error::FieldErrors;

const KINDS: [&str; 3] = ["Group", "ServiceAccount", "User"];

/// Stands for every service account of a namespace.
const ALL: &str = "*";

/// Checks one subject: of its three fields it has the one that its kind names, and no other.
pub(super) fn check(subject: &Subject, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let own = subject.kind.as_str();
    if !KINDS.contains(&own) {
        errors.unsupported(&at.field("kind"), own, &KINDS);
        return;
    }
    let group = subject.group.as_ref().map(|group| group.name.as_str());
    let user = subject.user.as_ref().map(|user| user.name.as_str());
    named("Group", "group", own, group, at, errors);
    named("User", "user", own, user, at, errors);
    let at_account = at.field("serviceAccount");
    match &subject.service_account {
        Some(given) if own == "ServiceAccount" => account(given, &at_account, errors),
        Some(_) => forbidden("ServiceAccount", "serviceAccount", own, &at_account, errors),
        None if own == "ServiceAccount" => missing("ServiceAccount", "serviceAccount", &at_account, errors),
        None => {}
    }
}

/// Checks a field that only subjects of a kind have, and that holds a name.
fn named(
    kind: &str,
    field: &'static str,
    own: &str,
    value: Option<&str>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let at = at.field(field);
    match value {
        Some(name) if own == kind => {
            said(name, &format!("`{field}` needs a `name`"), &at.field("name"), errors);
        }
        Some(_) => forbidden(kind, field, own, &at, errors),
        None if own == kind => missing(kind, field, &at, errors),
        None => {}
    }
}

fn forbidden(kind: &str, field: &str, own: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors.forbidden(at, format!("a subject of kind {own} has no `{field}`: that is for kind {kind}"));
}

fn missing(kind: &str, field: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors.required(at, format!("a subject of kind {kind} needs `{field}`"));
}

fn account(account: &ServiceAccountSubject, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_name = |text: &str| if text == ALL { Ok(()) } else { check_dns_name(text, "a service account") };
    name(&account.name, "`serviceAccount` needs a `name`", is_name, &at.field("name"), errors);
    let is_namespace = |text: &str| check_label(text, "a namespace");
    let missing = "`serviceAccount` needs a `namespace`";
    name(&account.namespace, missing, is_namespace, &at.field("namespace"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn a_subject_is_what_its_kind_says() {
        let rules = "nonResourceRules: [{verbs: ['*'], nonResourceURLs: ['*']}]";
        let schema = |subject: &str| {
            format!(
                "spec: {{priorityLevelConfiguration: {{name: a}}, rules: [{{{rules}, subjects: [{subject}]}}]}}"
            )
        };
        let taken = [
            "{kind: User, user: {name: '*'}}",
            "{kind: ServiceAccount, serviceAccount: {name: '*', namespace: a}}",
        ]
        .map(schema);
        let refused: [(&str, &[&str]); 4] = [
            ("{kind: user}", &["spec.rules[0].subjects[0].kind"]),
            ("{kind: Group}", &["spec.rules[0].subjects[0].group"]),
            (
                "{kind: User, user: {name: ''}, group: {name: a}}",
                &["spec.rules[0].subjects[0].group", "spec.rules[0].subjects[0].user.name"],
            ),
            (
                "{kind: ServiceAccount, serviceAccount: {name: A, namespace: ''}}",
                &[
                    "spec.rules[0].subjects[0].serviceAccount.name",
                    "spec.rules[0].subjects[0].serviceAccount.namespace",
                ],
            ),
        ];
        let refused = refused.map(|(subject, paths)| (schema(subject), paths));
        let none: &[&str] = &[];
        let cases = taken.iter().map(|text| (text.as_str(), none));
        let cases: Vec<_> =
            cases.chain(refused.iter().map(|(text, paths)| (text.as_str(), *paths))).collect();
        assert_paths("apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema", &cases);
    }
}
