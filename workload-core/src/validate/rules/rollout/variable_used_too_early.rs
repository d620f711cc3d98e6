//! R19: a variable that stands behind its use.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;
use k8s_openapi::api::core::v1::EnvVar;

rule! {
    /// A variable stands before the one whose value uses it.
    ///
    /// `$(NAME)` is replaced from the variables further up in the list. One further down is not known yet, and
    /// the text stays as it is, with its brackets (article §3.2).
    ///
    /// Silent where `envFrom` may bring the variable.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     env:
    ///     - {name: URL, value: "postgres://$(DB_USER)@db/shop"}
    ///     - {name: DB_USER, value: shop}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     env:
    ///     - {name: DB_USER, value: shop}
    ///     - {name: URL, value: "postgres://$(DB_USER)@db/shop"}
    /// ```
    R19 variable_used_too_early: Warning, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    for part in subject.containers() {
        let variables = part.container.env.as_deref().unwrap_or_default();
        if variables.len() < 2 || part.container.env_from.iter().flatten().next().is_some() {
            continue;
        }
        for (number, variable) in variables.iter().enumerate() {
            let (before, after) = (&variables[..number], &variables[number + 1..]);
            let has = |list: &[EnvVar], name: &str| list.iter().any(|one| one.name == name);
            let mut used = used(variable.value.as_deref().unwrap_or_default());
            let Some(name) = used.find(|name| has(after, name) && !has(before, name)) else { continue };
            let path = pod_spec(subject);
            let spec = PathBuilder::along(&path);
            let list = spec.field(part.list);
            let container = list.index(part.index);
            let message = format!("`$({name})` stays as it is: `{name}` is set further down");
            violations
                .report(subject, &container.field("env").index(number), message)
                .help(format!("put `{name}` before `{}`", variable.name));
        }
    }
}

/// The variables that a value uses: `$(NAME)`, but not `$$(NAME)`.
fn used(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices("$(").filter_map(|(at, _)| {
        let is_escaped = value[..at].ends_with('$');
        let (name, _) = value[at + 2..].split_once(')')?;
        Some(name).filter(|_| !is_escaped)
    })
}
