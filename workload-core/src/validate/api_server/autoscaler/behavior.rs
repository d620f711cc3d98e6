//! How fast an autoscaler scales.

use k8s_openapi::api::autoscaling::v2::{HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscalerBehavior};

use super::super::checks::{each, not_negative, optional, strict_word, within};
use super::super::value::at_most;
use crate::k8s::values::is_more;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The longest time, in seconds, that a policy speaks of.
const LONGEST_PERIOD: i64 = 1800;

/// The longest time, in seconds, over which the past is looked at.
const LONGEST_WINDOW: i64 = 3600;

/// Checks the rules for both ways; what is not said has a default.
pub(super) fn check(
    behavior: &HorizontalPodAutoscalerBehavior,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    optional(behavior.scale_up.as_ref(), &at.field("scaleUp"), errors, rules);
    optional(behavior.scale_down.as_ref(), &at.field("scaleDown"), errors, rules);
}

fn rules(rules: &HPAScalingRules, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let window_at = at.field("stabilizationWindowSeconds");
    not_negative(rules.stabilization_window_seconds, &window_at, errors);
    at_most(LONGEST_WINDOW, rules.stabilization_window_seconds, "(an hour)", &window_at, errors);
    strict_word(rules.select_policy.as_ref(), &["Max", "Min", "Disabled"], &at.field("selectPolicy"), errors);
    let policies_at = at.field("policies");
    if rules.policies.as_ref().is_some_and(Vec::is_empty) {
        errors
            .required(&policies_at, "an empty list allows nothing: name a policy")
            .help("leave `policies` out for the default, or write `selectPolicy: Disabled`");
    }
    each(rules.policies.iter().flatten(), &policies_at, errors, policy);
    if let Some(tolerance) = rules.tolerance.as_ref().filter(|tolerance| is_more("0", &tolerance.0)) {
        let message = format!("`{}` is too small: a tolerance is 0 or more", tolerance.0);
        errors.invalid(&at.field("tolerance"), message);
    }
}

fn policy(policy: &HPAScalingPolicy, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    strict_word(Some(&policy.type_), &["Pods", "Percent"], &at.field("type"), errors);
    within(Some(policy.value), 1..=i64::MAX, &at.field("value"), errors);
    let period_at = at.field("periodSeconds");
    within(Some(policy.period_seconds), 1..=i64::MAX, &period_at, errors);
    at_most(LONGEST_PERIOD, Some(policy.period_seconds), "(half an hour)", &period_at, errors);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rules: &str) -> Vec<String> {
        let behavior = serde_json::from_str(&format!(r#"{{"scaleUp": {rules}}}"#)).unwrap();
        let mut errors = FieldErrors::default();
        check(&behavior, &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for rules in [
            "{}",
            r#"{"stabilizationWindowSeconds": 3600, "selectPolicy": "Disabled", "tolerance": "0"}"#,
            r#"{"policies": [{"type": "Pods", "value": 1, "periodSeconds": 1800}]}"#,
        ] {
            assert_eq!(said(rules), [""; 0], "{rules}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (rules, expected) in [
            (r#"{"stabilizationWindowSeconds": -1}"#, &["scaleUp.stabilizationWindowSeconds"][..]),
            (r#"{"stabilizationWindowSeconds": 3601}"#, &["scaleUp.stabilizationWindowSeconds"]),
            (r#"{"selectPolicy": ""}"#, &["scaleUp.selectPolicy"]),
            (r#"{"tolerance": "-0.05"}"#, &["scaleUp.tolerance"]),
            (r#"{"policies": []}"#, &["scaleUp.policies"]),
            (
                r#"{"policies": [{"type": "", "value": 0, "periodSeconds": 1801}]}"#,
                &[
                    "scaleUp.policies[0].type",
                    "scaleUp.policies[0].value",
                    "scaleUp.policies[0].periodSeconds",
                ],
            ),
        ] {
            assert_eq!(said(rules), expected, "{rules}");
        }
    }
}
