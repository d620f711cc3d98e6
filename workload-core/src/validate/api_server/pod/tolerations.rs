//! Taints of nodes that a Pod tolerates.

use k8s_openapi::api::core::v1::Toleration;

use crate::k8s::values::{check_label_key, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::each;
use crate::validate::field_error::FieldErrors;

const OPERATORS: [&str; 2] = ["Equal", "Exists"];
const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// Checks the tolerations; `at` is their list.
pub(in crate::validate::api_server) fn check(
    tolerations: &[Toleration],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    each(tolerations.iter(), at, errors, toleration);
}

fn toleration(one: &Toleration, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let place = at.field("operator");
    let key = one.key.as_deref().unwrap_or_default();
    if !key.is_empty() {
        checks::text(check_label_key(key), &at.field("key"), errors);
    } else if one.operator.as_deref() != Some("Exists") {
        let message = "a toleration without a `key` is for every taint: it has `operator: Exists`";
        errors.invalid(&place, message);
    }
    let effect = at.field("effect");
    checks::word(one.effect.as_ref(), &EFFECTS, &effect, errors);
    if one.toleration_seconds.is_some() && one.effect.as_deref() != Some("NoExecute") {
        errors.invalid(&effect, "`tolerationSeconds` counts only with `effect: NoExecute`");
    }
    value(one, &place, &at.field("value"), errors);
}

/// Checks the value with its operator; the server names the `operator` when it means the value.
fn value(one: &Toleration, operator: &PathBuilder<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let value = one.value.as_deref().unwrap_or_default();
    match one.operator.as_deref().unwrap_or_default() {
        "" | "Equal" => {
            if let Err(message) = check_label_value(value) {
                errors.invalid(operator, message.as_str()).standing_at(at);
            }
        }
        "Exists" if !value.is_empty() => {
            let message = "`Exists` compares with nothing: leave the value out";
            errors.invalid(operator, message).standing_at(at);
        }
        _ => checks::word(one.operator.as_ref(), &OPERATORS, operator, errors),
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn tolerations_are_checked() {
        let all = |text: &str| format!("tolerations: [{text}]");
        spec_accepts(&[
            &all("{operator: Exists}, {operator: Exists}"),
            &all("{key: a.b/c, value: d}, {key: a, operator: Equal, effect: ''}"),
            &all("{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: -1}"),
        ]);
        for (text, path, words) in [
            ("{}", "operator", "for every taint"),
            ("{key: a b}", "key", "write `-`"),
            ("{key: a, operator: exists}", "operator", "expected `Equal` or `Exists`"),
            ("{key: a, operator: Gt, value: '1'}", "operator", "expected `Equal` or `Exists`"),
            ("{key: a, operator: Exists, value: b}", "operator", "leave the value out"),
            ("{key: a, value: b c}", "operator", "write `-`"),
            ("{key: a, effect: noschedule}", "effect", "expected `NoSchedule`"),
            ("{key: a, tolerationSeconds: 1}", "effect", "only with"),
        ] {
            spec_refuses(&[(&all(text), &format!("tolerations[0].{path}"), words)]);
        }
    }
}
