//! What an autoscaler measures.

use k8s_openapi::api::autoscaling::v2::{
    ContainerResourceMetricSource, MetricIdentifier, MetricSpec, ResourceMetricSource,
};

use super::super::checks::{optional, text};
use super::{reference, target};
use crate::k8s::values::{check_label, check_path_segment, check_resource};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The types of metrics, and the fields that they are described in.
const TYPES: [(&str, &str); 5] = [
    ("Object", "object"),
    ("External", "external"),
    ("Pods", "pods"),
    ("Resource", "resource"),
    ("ContainerResource", "containerResource"),
];

/// Checks a metric.
pub(super) fn check(metric: &MetricSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let field = TYPES.iter().find(|(name, _)| *name == metric.type_).map(|(_, field)| *field);
    let given = [
        metric.object.is_some(),
        metric.external.is_some(),
        metric.pods.is_some(),
        metric.resource.is_some(),
        metric.container_resource.is_some(),
    ];
    of_a_type(metric, field, at, errors);
    if let Some(field) = field {
        described(metric, field, given, at, errors);
    }
    sources(metric, at, errors);
}

/// Checks that a metric is described in the `field` of its type, and nowhere else.
fn described(
    metric: &MetricSpec,
    field: &str,
    given: [bool; 5],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let mut others = TYPES.iter().zip(given).filter(|((_, name), given)| *given && *name != field);
    if TYPES.iter().zip(given).any(|((_, name), given)| given && *name == field) {
        for ((_, other), _) in others {
            misplaced(metric, &at.field(other), errors);
        }
        return;
    }
    let other = others.next().map(|(other, _)| *other);
    let message = format!("a metric of type `{}` is described under `{field}`", metric.type_);
    undescribed(message, other, &at.field(field), errors);
}

/// Reports a metric whose description is absent, with the type of the description that is there instead.
fn undescribed(message: String, other: Option<(&str, &str)>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let error = errors.required(at, message);
    if let Some((type_, other)) = other {
        error.help(format!("`{other}` goes with `type: {type_}`"));
    }
}

/// Reports the description of another type of metric; `at` is that description.
fn misplaced(metric: &MetricSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let message = format!("a metric of type `{}` is not described here", metric.type_);
    errors.forbidden(at, message).help("write another item of the list for it");
}

fn of_a_type(metric: &MetricSpec, field: Option<&str>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if metric.type_.is_empty() {
        errors.required(&at.field("type"), "a metric has a type, such as `Resource`");
    } else if field.is_none() {
        errors.unsupported(&at.field("type"), &metric.type_, &TYPES.map(|(name, _)| name));
    }
}

fn sources(metric: &MetricSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    optional(metric.object.as_ref(), &at.field("object"), errors, |source, at, errors| {
        reference::check(&source.described_object, true, &at.field("describedObject"), errors);
        identifier(&source.metric, at, errors);
        target::of_an_object(&source.target, &at.field("target"), errors);
    });
    optional(metric.external.as_ref(), &at.field("external"), errors, |source, at, errors| {
        identifier(&source.metric, at, errors);
        target::of_something_outside(&source.target, &at.field("target"), errors);
    });
    optional(metric.pods.as_ref(), &at.field("pods"), errors, |source, at, errors| {
        identifier(&source.metric, at, errors);
        target::of_pods(&source.target, &at.field("target"), errors);
    });
    optional(metric.resource.as_ref(), &at.field("resource"), errors, resource);
    optional(metric.container_resource.as_ref(), &at.field("containerResource"), errors, container);
}

fn resource(source: &ResourceMetricSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if source.name.is_empty() {
        errors.required(&at.field("name"), "a resource has a name: `cpu` or `memory`");
    }
    target::of_a_resource(&source.target, &at.field("target"), errors);
}

fn container(source: &ContainerResourceMetricSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if source.name.is_empty() {
        errors.required(&at.field("name"), "a resource has a name: `cpu` or `memory`");
    } else {
        text(check_resource(&source.name), &at.field("name"), errors);
    }
    if source.container.is_empty() {
        errors.required(&at.field("container"), "the container that is measured has a name");
    } else {
        text(check_label(&source.container, "the name of a container"), &at.field("container"), errors);
    }
    target::of_a_resource(&source.target, &at.field("target"), errors);
}

fn identifier(metric: &MetricIdentifier, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let at = at.fields(&["metric", "name"]);
    if metric.name.is_empty() {
        errors.required(&at, "a metric has a name");
    } else {
        text(check_path_segment(&metric.name, "the name of a metric"), &at, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(metric: &str) -> Vec<String> {
        let metric = serde_json::from_str(metric).unwrap();
        let mut errors = FieldErrors::default();
        check(&metric, &PathBuilder::root(), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for metric in [
            r#"{"type": "Resource", "resource": {"name": "any", "target": {"type": "Utilization", "averageUtilization": 80}}}"#,
            r#"{"type": "ContainerResource", "containerResource": {"name": "memory", "container": "a", "target": {"type": "AverageValue", "averageValue": "1Mi"}}}"#,
            r#"{"type": "Pods", "pods": {"metric": {"name": "a"}, "target": {"type": "AverageValue", "averageValue": "1"}}}"#,
            r#"{"type": "Object", "object": {"describedObject": {"apiVersion": "v1", "kind": "Service", "name": "a"}, "metric": {"name": "a"}, "target": {"type": "Value", "value": 30}}}"#,
            r#"{"type": "External", "external": {"metric": {"name": "a"}, "target": {"type": "Value", "value": 30}}}"#,
        ] {
            assert_eq!(said(metric), [""; 0], "{metric}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        let target = r#""target": {"type": "Utilization", "averageUtilization": 80}"#;
        for (metric, expected) in [
            (r#"{"type": ""}"#.to_owned(), &["type"][..]),
            (r#"{"type": "resource"}"#.to_owned(), &["type"]),
            (r#"{"type": "Pods"}"#.to_owned(), &["pods"]),
            (
                format!(r#"{{"type": "Pods", "resource": {{"name": "cpu", {target}}}}}"#),
                &["pods"],
            ),
            (
                format!(r#"{{"type": "Pods", "resource": {{"name": "cpu", {target}}}, "pods": {{"metric": {{"name": "a"}}, "target": {{"type": "Value", "averageValue": 1}}}}}}"#),
                &["resource"],
            ),
            (format!(r#"{{"type": "Resource", "resource": {{"name": "", {target}}}}}"#), &["resource.name"]),
            (
                format!(r#"{{"type": "ContainerResource", "containerResource": {{"name": "disk", "container": "A", {target}}}}}"#),
                &["containerResource.name", "containerResource.container"],
            ),
            (
                r#"{"type": "External", "external": {"metric": {"name": "a/b"}, "target": {"type": "Value", "value": 1}}}"#.to_owned(),
                &["external.metric.name"],
            ),
        ] {
            assert_eq!(said(&metric), expected, "{metric}");
        }
    }
}
