//! Taints of nodes that a Pod tolerates.

use k8s_openapi::api::core::v1::Toleration;

use crate::faults::Faults;
use crate::server::checks;
use crate::values::{check_label_key, check_label_value};
use crate::yaml::At;

const OPERATORS: [&str; 2] = ["Equal", "Exists"];
const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// Checks the tolerations; `at` is their list.
pub(super) fn check(tolerations: &[Toleration], at: &At<'_>, faults: &mut Faults) {
    for (index, one) in tolerations.iter().enumerate() {
        toleration(one, &at.index(index), faults);
    }
}

fn toleration(one: &Toleration, at: &At<'_>, faults: &mut Faults) {
    let operator = one.operator.as_deref().unwrap_or_default();
    let value = one.value.as_deref().unwrap_or_default();
    let place = at.field("operator");
    match one.key.as_deref().unwrap_or_default() {
        "" if operator != "Exists" => {
            let message = "a toleration without a `key` is for every taint: it has `operator: Exists`";
            faults.invalid(&place, message);
        }
        "" => {}
        key => checks::text(check_label_key(key), &at.field("key"), faults),
    }
    let effect = at.field("effect");
    checks::word(one.effect.as_ref(), &EFFECTS, &effect, faults);
    if one.toleration_seconds.is_some() && one.effect.as_deref() != Some("NoExecute") {
        faults.invalid(&effect, "`tolerationSeconds` counts only with `effect: NoExecute`");
    }
    match operator {
        "" | "Equal" => {
            // The server names the operator when it means the value.
            if let Err(message) = check_label_value(value) {
                faults.invalid(&place, message.as_str()).standing_at(&at.field("value"));
            }
        }
        "Exists" if !value.is_empty() => {
            let message = "`Exists` compares with nothing: leave the value out";
            faults.invalid(&place, message).standing_at(&at.field("value"));
        }
        _ => checks::word(one.operator.as_ref(), &OPERATORS, &place, faults),
    }
}

#[cfg(test)]
mod tests {
    use crate::server::pod::testing::{spec_accepts, spec_refuses};

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
            ("{key: a, operator: exists}", "operator", "use `Equal` or `Exists`"),
            ("{key: a, operator: Gt, value: '1'}", "operator", "use `Equal` or `Exists`"),
            ("{key: a, operator: Exists, value: b}", "operator", "leave the value out"),
            ("{key: a, value: b c}", "operator", "write `-`"),
            ("{key: a, effect: noschedule}", "effect", "use `NoSchedule`"),
            ("{key: a, tolerationSeconds: 1}", "effect", "only with"),
        ] {
            spec_refuses(&[(&all(text), &format!("tolerations[0].{path}"), words)]);
        }
    }
}
