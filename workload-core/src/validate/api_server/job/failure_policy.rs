//! What a Job does about failed Pods.

use k8s_openapi::api::batch::v1::{
    JobSpec, PodFailurePolicy, PodFailurePolicyOnExitCodesRequirement as OnExitCodes,
    PodFailurePolicyOnPodConditionsPattern as OnPodCondition, PodFailurePolicyRule,
};

use super::super::checks::{text, word};
use super::super::seen::Seen;
use super::super::value::at_most_items;
use crate::k8s::OptionalField;
use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const MOST_RULES: usize = 20;
const MOST_CONDITIONS: usize = 20;
const MOST_CODES: usize = 255;

/// Checks the rules of a policy.
pub(super) fn check(
    policy: &PodFailurePolicy,
    spec: &JobSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    at_most_items(MOST_RULES, policy.rules.len(), at, errors);
    for (index, given) in policy.rules.iter().enumerate() {
        rule(given, spec, &at.index(index), errors);
    }
}

fn rule(rule: &PodFailurePolicyRule, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    action(&rule.action, spec, &at.field("action"), errors);
    let conditions: Option<&Vec<OnPodCondition>> = rule.on_pod_conditions.get();
    let conditions = conditions.map(Vec::as_slice).unwrap_or_default();
    if let Some(codes) = &rule.on_exit_codes {
        exit_codes(codes, spec, &at.field("onExitCodes"), errors);
    }
    pod_conditions(conditions, &at.field("onPodConditions"), errors);
    if rule.on_exit_codes.is_some() && !conditions.is_empty() {
        errors
            .invalid(at, "a rule looks at exit codes or at conditions, not at both")
            .help("write two rules");
    } else if rule.on_exit_codes.is_none() && conditions.is_empty() {
        errors.invalid(at, "a rule says when it applies: `onExitCodes` or `onPodConditions`");
    }
}

fn action(action: &str, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const ACTIONS: [&str; 4] = ["Count", "FailIndex", "FailJob", "Ignore"];
    if action.is_empty() {
        errors.required(at, "a rule says what to do: `FailJob`, `FailIndex`, `Ignore` or `Count`");
    } else if action == "FailIndex" && spec.backoff_limit_per_index.is_none() {
        errors.invalid(at, "an index fails for good only where `backoffLimitPerIndex` is set");
    } else if !ACTIONS.contains(&action) {
        errors.unsupported(at, action, &ACTIONS);
    }
}

fn pod_conditions(conditions: &[OnPodCondition], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    at_most_items(MOST_CONDITIONS, conditions.len(), at, errors);
    for (index, condition) in conditions.iter().enumerate() {
        let at = at.index(index);
        text(check_qualified(&condition.type_, "the type of a condition"), &at.field("type"), errors);
        let status: Option<&String> = condition.status.get();
        word(status, &["False", "True", "Unknown"], &at.field("status"), errors);
    }
}

fn exit_codes(codes: &OnExitCodes, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let operator_at = at.field("operator");
    match codes.operator.as_str() {
        "" => {
            errors.required(&operator_at, "exit codes are compared by an operator: `In` or `NotIn`");
        }
        "In" | "NotIn" => {}
        other => {
            errors.unsupported(&operator_at, other, &["In", "NotIn"]);
        }
    }
    if let Some(name) = codes.container_name.as_deref().filter(|name| !has_container(spec, name)) {
        let message = format!("`{name}` is not the name of a container of these Pods");
        errors.invalid(&at.field("containerName"), message);
    }
    values(&codes.values, codes.operator == "In", &at.field("values"), errors);
}

fn has_container(spec: &JobSpec, name: &str) -> bool {
    spec.template.spec.as_ref().is_some_and(|pod| {
        let containers = pod.containers.iter().chain(pod.init_containers.iter().flatten());
        containers.into_iter().any(|container| container.name == name)
    })
}

fn values(values: &[i32], is_in: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if values.is_empty() {
        errors.invalid(at, "at least one exit code is named");
    }
    at_most_items(MOST_CODES, values.len(), at, errors);
    let mut seen = Seen::default();
    for (index, value) in values.iter().enumerate() {
        let value_at = at.index(index);
        if is_in && *value == 0 {
            errors.invalid(&value_at, "0 is success: it cannot be listed for `In`");
        }
        if seen.again(*value) {
            errors.duplicate(&value_at, value);
        }
    }
    if !values.is_sorted() {
        errors.invalid(at, "exit codes are listed from the lowest to the highest");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rule: &str) -> Vec<String> {
        let spec =
            r#"{"template": {"spec": {"containers": [{"name": "a"}], "initContainers": [{"name": "b"}]}}}"#;
        let spec: JobSpec = serde_json::from_str(spec).unwrap();
        let policy = serde_json::from_str(&format!(r#"{{"rules": [{rule}]}}"#)).unwrap();
        let mut errors = FieldErrors::default();
        check(&policy, &spec, &PathBuilder::root().field("rules"), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for rule in [
            r#"{"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget"}]}"#,
            r#"{"action": "FailJob", "onPodConditions": [{"type": "a.b/C", "status": "False"}], "onExitCodes": null}"#,
            r#"{"action": "Count", "onExitCodes": {"containerName": "b", "operator": "In", "values": [1, 300]}}"#,
            r#"{"action": "FailJob", "onExitCodes": {"operator": "NotIn", "values": [-1, 0]}, "onPodConditions": []}"#,
        ] {
            assert_eq!(said(rule), [""; 0], "{rule}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        let codes = r#""onExitCodes": {"operator": "In", "values": [1]}"#;
        for (rule, expected) in [
            (format!("{{{codes}}}"), &["rules[0].action"][..]),
            (format!(r#"{{"action": "Fail", {codes}}}"#), &["rules[0].action"]),
            (format!(r#"{{"action": "FailIndex", {codes}}}"#), &["rules[0].action"]),
            (r#"{"action": "Count"}"#.to_owned(), &["rules[0]"]),
            (
                format!(r#"{{"action": "Count", {codes}, "onPodConditions": [{{"type": "A"}}]}}"#),
                &["rules[0]"],
            ),
            (
                r#"{"action": "Count", "onPodConditions": [{"type": "", "status": "true"}]}"#.to_owned(),
                &["rules[0].onPodConditions[0].type", "rules[0].onPodConditions[0].status"],
            ),
            (
                r#"{"action": "Count", "onExitCodes": {"containerName": "c", "operator": "", "values": []}}"#
                    .to_owned(),
                &[
                    "rules[0].onExitCodes.operator",
                    "rules[0].onExitCodes.containerName",
                    "rules[0].onExitCodes.values",
                ],
            ),
            (
                r#"{"action": "Count", "onExitCodes": {"operator": "In", "values": [3, 0, 3]}}"#.to_owned(),
                &[
                    "rules[0].onExitCodes.values[1]",
                    "rules[0].onExitCodes.values[2]",
                    "rules[0].onExitCodes.values",
                ],
            ),
        ] {
            assert_eq!(said(&rule), expected, "{rule}");
        }
        let many = vec![format!(r#"{{"action": "Count", {codes}}}"#); 21].join(",");
        assert_eq!(said(&many), ["rules"]);
    }
}
