//! R19: a variable that stands behind its use.

use crate::syntax::text::FastMap;
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
        let places = Places::of(variables);
        for (number, variable) in variables.iter().enumerate() {
            let mut used = used(variable.value.as_deref().unwrap_or_default());
            let Some(name) = used.find(|name| places.is_set_later_only(name, number)) else { continue };
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

/// The first and the last place of each variable in its list.
struct Places<'v> {
    by_name: FastMap<&'v str, (usize, usize)>,
}

impl<'v> Places<'v> {
    fn of(variables: &'v [EnvVar]) -> Self {
        let mut by_name = FastMap::default();
        for (number, variable) in variables.iter().enumerate() {
            by_name.entry(variable.name.as_str()).or_insert((number, number)).1 = number;
        }
        Self { by_name }
    }

    fn is_set_later_only(&self, name: &str, number: usize) -> bool {
        self.by_name.get(name).is_some_and(|(first, last)| *first >= number && *last > number)
    }
}

/// Maximum number of bytes of a name that is looked for.
const LONGEST: usize = 1024;

/// The variables that a value uses: `$(NAME)`, but not `$$(NAME)`.
fn used(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices("$(").filter_map(|(at, _)| {
        let is_escaped = value[..at].ends_with('$');
        let rest = &value[at + 2..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b')')?;
        Some(&rest[..end]).filter(|_| !is_escaped)
    })
}
