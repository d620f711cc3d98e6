//! Which value of a metric an autoscaler keeps.

use k8s_openapi::api::autoscaling::v2::MetricTarget;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::super::checks::within;
use crate::k8s::values::is_more;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the target of a metric of an object.
pub(super) fn of_an_object(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    any(target, at, errors);
    value_or_average(target, at, errors);
}

/// Checks the target of a metric from outside the cluster.
pub(super) fn of_something_outside(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    any(target, at, errors);
    value_or_average(target, at, errors);
    if target.value.is_some() && target.average_value.is_some() {
        let message = "a metric is kept at a value in all or at one for each Pod, not both";
        errors.forbidden(&at.field("value"), message);
    }
}

/// Checks the target of a metric of Pods.
pub(super) fn of_pods(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    any(target, at, errors);
    if target.average_value.is_none() {
        errors.required(&at.field("averageValue"), "a metric of Pods is kept at an `averageValue`");
    }
}

/// Checks the target of a resource.
pub(super) fn of_a_resource(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    any(target, at, errors);
    match (target.average_utilization, &target.average_value) {
        (None, None) => {
            errors.required(
                &at.field("averageUtilization"),
                "a resource is kept at an `averageUtilization` in percent, or at an `averageValue`",
            );
        }
        (Some(_), Some(_)) => {
            let message = "a resource is kept at a share of its request or at a value, not both";
            errors.forbidden(&at.field("averageValue"), message);
        }
        _ => {}
    }
}

fn any(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const TYPES: [&str; 3] = ["Utilization", "Value", "AverageValue"];
    let type_at = at.field("type");
    if target.type_.is_empty() {
        errors.required(&type_at, "a target has a type: `Utilization`, `Value` or `AverageValue`");
    } else if !TYPES.contains(&target.type_.as_str()) {
        errors.unsupported(&type_at, &target.type_, &TYPES);
    }
    positive(target.value.as_ref(), &at.field("value"), errors);
    positive(target.average_value.as_ref(), &at.field("averageValue"), errors);
    within(target.average_utilization, 1..=i64::MAX, &at.field("averageUtilization"), errors);
}

fn positive(value: Option<&Quantity>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(value) = value.filter(|value| !is_more(&value.0, "0")) {
        errors.invalid(at, format!("`{}` is too small: a target is more than 0", value.0));
    }
}

fn value_or_average(target: &MetricTarget, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if target.value.is_none() && target.average_value.is_none() {
        errors.required(&at.field("averageValue"), "a metric is kept at a `value` or at an `averageValue`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Check = fn(&MetricTarget, &PathBuilder<'_>, &mut FieldErrors);

    fn said(check: Check, target: &str) -> Vec<String> {
        let target = serde_json::from_str(target).unwrap();
        let mut errors = FieldErrors::default();
        check(&target, &PathBuilder::root(), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn each_metric_has_its_target() {
        let cases: [(Check, &str, &[&str]); 10] = [
            (of_an_object, r#"{"type": "Value", "value": "1", "averageValue": "1"}"#, &[]),
            (of_a_resource, r#"{"type": "Value", "averageUtilization": 500}"#, &[]),
            (of_pods, r#"{"type": "Utilization", "averageValue": "1n"}"#, &[]),
            (of_an_object, r#"{"type": "Value"}"#, &["averageValue"]),
            (of_something_outside, r#"{"type": "Value", "value": "1", "averageValue": "1"}"#, &["value"]),
            (of_pods, r#"{"type": "Value", "value": "1"}"#, &["averageValue"]),
            (of_a_resource, r#"{"type": "Utilization"}"#, &["averageUtilization"]),
            (
                of_a_resource,
                r#"{"type": "Utilization", "averageUtilization": 1, "averageValue": "1"}"#,
                &["averageValue"],
            ),
            (of_a_resource, r#"{"type": "", "averageUtilization": 0}"#, &["type", "averageUtilization"]),
            (of_pods, r#"{"type": "average", "averageValue": "0"}"#, &["type", "averageValue"]),
        ];
        for (check, target, expected) in cases {
            assert_eq!(said(check, target), expected, "{target}");
        }
    }
}
