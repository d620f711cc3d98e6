//! N11: a rule of a role that gives no right at all.

use k8s_openapi::api::rbac::v1::PolicyRule;

use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::api_resources::{CLUSTER, group_of, is_own_group, plural_of};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A rule of a role names resources as their API group has them.
    ///
    /// The server takes any words: a rule for `deployments` in the core group, for `pod` in the singular, or
    /// for `nodes` in a Role, which knows only its namespace, gives nobody anything, and the program is told
    /// `forbidden` (article §8.4). A rule with `resourceNames` cannot give `create`: an object has no name
    /// yet when the server asks.
    ///
    /// Silent for resources and groups that are not Kubernetes' own, and where another rule of the role gives
    /// the same. `create` beside `resourceNames` is advice.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata: {name: roller}
    /// rules:
    /// - apiGroups: [""]
    ///   resources: [pods, deployments]
    ///   verbs: [get, patch]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata: {name: roller}
    /// rules:
    /// - apiGroups: ["", apps]
    ///   resources: [pods, deployments]
    ///   verbs: [get, patch]
    /// ```
    N11 rights_for_nothing: Warning, ["8.4"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let (rules, in_namespace) = match subject.object {
        Object::Role(role) => (&role.rules, true),
        Object::ClusterRole(role) => (&role.rules, false),
        _ => return,
    };
    let rules = rules.as_deref().unwrap_or_default();
    let at = subject.at();
    let list = at.field("rules");
    for (number, rule) in rules.iter().enumerate() {
        let at = list.index(number);
        of_resources(subject, (rule, rules), in_namespace, &at, violations);
        if gives_no_create(rule, rules) {
            let message = "`create` is not given: an object that is yet to be made has no name to compare";
            violations
                .report(subject, &at.field("resourceNames"), message)
                .help("give `create` in a rule of its own, without `resourceNames`")
                .severity(Severity::Info);
        }
    }
}

fn of_resources(
    subject: &Subject<'_>,
    (rule, all): (&PolicyRule, &[PolicyRule]),
    in_namespace: bool,
    at: &PathBuilder<'_>,
    violations: &mut Violations,
) {
    let groups = rule.api_groups.as_deref().unwrap_or_default();
    if groups.is_empty() || !groups.iter().all(|group| is_own_group(group)) {
        return;
    }
    for (number, resource) in rule.resources.iter().flatten().enumerate() {
        let plain = resource.split('/').next().unwrap_or_default();
        let (message, help) = match group_of(plain) {
            None => match plural_of(plain) {
                Some(plural) => (
                    format!("no resource is called `{plain}`: the rule gives nothing"),
                    format!("write `{plural}`: resources are named in lower case, in the plural"),
                ),
                None => continue,
            },
            Some(home) if !groups.iter().any(|group| home.contains(&group.as_str())) => {
                // What another rule gives stands here for older clusters, or does no harm.
                if is_given(all, &home, resource) {
                    continue;
                }
                (
                    format!("`{plain}` are not in {}: the rule gives nothing", shown(groups)),
                    format!("write `apiGroups: [{}]`", shown_group(home[0])),
                )
            }
            Some(_) if in_namespace && CLUSTER.contains(&plain) => (
                format!("`{plain}` are in no namespace, and a Role gives rights in its own only"),
                "give them with a ClusterRole and a ClusterRoleBinding".to_owned(),
            ),
            Some(_) => continue,
        };
        violations.report(subject, &at.field("resources").index(number), message).help(help);
    }
}

/// Whether a rule gives a resource in one of its own groups.
fn is_given(rules: &[PolicyRule], home: &[&str], resource: &str) -> bool {
    rules.iter().any(|rule| {
        let mut groups = rule.api_groups.iter().flatten();
        let mut resources = rule.resources.iter().flatten();
        groups.any(|group| home.contains(&group.as_str())) && resources.any(|one| one == resource)
    })
}

fn shown(groups: &[String]) -> String {
    let names: Vec<_> = groups
        .iter()
        .map(|group| match group.as_str() {
            "" => "the core group".to_owned(),
            group => format!("`{group}`"),
        })
        .collect();
    names.join(" or ")
}

fn shown_group(group: &str) -> &str {
    if group.is_empty() { "\"\"" } else { group }
}

/// Whether a rule means to give `create` on objects by name, and no other rule gives it.
fn gives_no_create(rule: &PolicyRule, all: &[PolicyRule]) -> bool {
    let creates = |rule: &PolicyRule| rule.verbs.iter().any(|verb| verb == "create" || verb == "*");
    let is_named = |rule: &PolicyRule| rule.resource_names.iter().flatten().next().is_some();
    let resources = rule.resources.as_deref().unwrap_or_default();
    // The names of subresources, such as `pods/exec`, are compared, and so are those of custom resources
    // that are made by an apply with their name in the address.
    if !rule.verbs.iter().any(|verb| verb == "create")
        || !is_named(rule)
        || resources.is_empty()
        || !resources.iter().all(|resource| group_of(resource).is_some())
    {
        return false;
    }
    let given = |resource: &String| {
        let has = |other: &&PolicyRule| {
            let own = other.resources.as_deref().unwrap_or_default();
            !is_named(other) && creates(other) && own.iter().any(|one| one == resource || one == "*")
        };
        all.iter().find(has).is_some()
    };
    !resources.iter().any(given)
}
