//! How evenly Pods are spread.

use k8s_openapi::api::core::v1::{PodSpec, TopologySpreadConstraint};

use super::label_keys;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::api_server::seen::Seen;
use crate::validate::api_server::{checks, meta};
use crate::validate::field_error::{ErrorType, FieldErrors};

const ACTIONS: [&str; 2] = ["DoNotSchedule", "ScheduleAnyway"];
const POLICIES: [&str; 2] = ["Honor", "Ignore"];

/// Checks the constraints; `at` is their list.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let constraints = spec.topology_spread_constraints.as_deref().unwrap_or_default();
    let same_again = same_again(constraints);
    for (index, (one, is_again)) in constraints.iter().zip(same_again).enumerate() {
        let at = at.index(index);
        constraint(one, &at, errors);
        if is_again {
            let message = format!(
                "two constraints are for `{}` and `{}`: keep one",
                one.topology_key, one.when_unsatisfiable
            );
            let said = at.field("{topologyKey, whenUnsatisfiable}");
            errors.add(ErrorType::Duplicate, &said, message).standing_at(&at);
        }
    }
}

/// Whether a later constraint is for the same label and the same action, of each.
fn same_again(constraints: &[TopologySpreadConstraint]) -> Vec<bool> {
    let mut behind = Seen::default();
    let keys = constraints.iter().map(|one| (one.topology_key.as_str(), one.when_unsatisfiable.as_str()));
    let mut again: Vec<_> = keys.rev().map(|key| behind.again(key)).collect();
    again.reverse();
    again
}

fn constraint(one: &TopologySpreadConstraint, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::within(Some(one.max_skew), 1..=i64::MAX, &at.field("maxSkew"), errors);
    let missing = "pods are spread by a label of nodes: `topologyKey: kubernetes.io/hostname`";
    checks::said(&one.topology_key, missing, &at.field("topologyKey"), errors);
    checks::strict_word(Some(&one.when_unsatisfiable), &ACTIONS, &at.field("whenUnsatisfiable"), errors);
    let domains = at.field("minDomains");
    checks::within(one.min_domains, 1..=i64::MAX, &domains, errors);
    if one.min_domains.is_some() && one.when_unsatisfiable != "DoNotSchedule" {
        errors.invalid(&domains, "`minDomains` counts only with `whenUnsatisfiable: DoNotSchedule`");
    }
    let affinity = one.node_affinity_policy.as_ref();
    checks::strict_word(affinity, &POLICIES, &at.field("nodeAffinityPolicy"), errors);
    checks::strict_word(one.node_taints_policy.as_ref(), &POLICIES, &at.field("nodeTaintsPolicy"), errors);
    let keys = one.match_label_keys.as_deref().unwrap_or_default();
    label_keys::check(keys, one.label_selector.as_ref(), &at.field("matchLabelKeys"), errors);
    label_keys::not_selected(keys, one.label_selector.as_ref(), &at.field("matchLabelKeys"), errors);
    optional(one.label_selector.as_ref(), &at.field("labelSelector"), errors, meta::selector);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    fn spread(constraints: &str) -> String {
        format!("topologySpreadConstraints: [{constraints}]")
    }

    #[test]
    fn constraints_are_checked() {
        let right = "maxSkew: 1, topologyKey: any thing, whenUnsatisfiable: DoNotSchedule";
        spec_accepts(&[
            &spread(&format!("{{{right}, minDomains: 1, nodeTaintsPolicy: Honor}}")),
            &spread(&format!(
                "{{{right}, labelSelector: {{matchLabels: {{app: x}}}}, matchLabelKeys: [app]}}"
            )),
            &spread(&format!("{{{right}}}, {{{}}}", right.replace("DoNotSchedule", "ScheduleAnyway"))),
        ]);
        for (constraint, path, words) in [
            ("maxSkew: 0, topologyKey: a, whenUnsatisfiable: DoNotSchedule", "maxSkew", "1 or more"),
            ("maxSkew: 1, whenUnsatisfiable: DoNotSchedule", "topologyKey", "by a label of nodes"),
            ("maxSkew: 1, topologyKey: a", "whenUnsatisfiable", "expected `DoNotSchedule`"),
            (&format!("{right}, minDomains: 0"), "minDomains", "1 or more"),
            (
                "maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, minDomains: 1",
                "minDomains",
                "only with",
            ),
            (&format!("{right}, nodeAffinityPolicy: ''"), "nodeAffinityPolicy", "expected `Honor`"),
            (&format!("{right}, matchLabelKeys: [a]"), "matchLabelKeys", "say one"),
            (
                &format!("{right}, labelSelector: {{}}, matchLabelKeys: [a b]"),
                "matchLabelKeys[0]",
                "write `-`",
            ),
            (
                &format!("{right}, labelSelector: {{matchLabels: {{a: b c}}}}"),
                "labelSelector.matchLabels",
                "write",
            ),
        ] {
            let path = format!("topologySpreadConstraints[0].{path}");
            spec_refuses(&[(&spread(&format!("{{{constraint}}}")), &path, words)]);
        }
        spec_refuses(&[(
            &spread(&format!("{{{right}}}, {{{right}}}")),
            "topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}",
            "keep one",
        )]);
    }
}
