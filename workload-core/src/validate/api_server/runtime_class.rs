//! `RuntimeClasses`.

use k8s_openapi::api::core::v1::Toleration;
use k8s_openapi::api::node::v1::{RuntimeClass, Scheduling};

use super::checks::{optional, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::pod::{resources, tolerations};
use super::seen::Seen;
use super::validate::Validate;
use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for RuntimeClass {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::cluster(SUBDOMAIN).any_finalizer().keeps_generation();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        text(check_label(&self.handler, "the handler of a runtime class"), &at.field("handler"), errors);
        if let Some(overhead) = &self.overhead {
            let at = at.field("overhead");
            resources::overhead(overhead.pod_fixed.as_ref(), &at, &at.field("podFixed"), errors);
        }
        optional(self.scheduling.as_ref(), &at.field("scheduling"), errors, scheduling);
    }
}

fn scheduling(given: &Scheduling, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    meta::labels(given.node_selector.as_ref(), &at.field("nodeSelector"), errors);
    let list = given.tolerations.as_deref().unwrap_or_default();
    let at = at.field("tolerations");
    tolerations::check(list, &at, errors);
    let mut seen = Seen::default();
    for (index, one) in list.iter().enumerate() {
        if seen.again(parts(one)) {
            errors.duplicate(&at.index(index), one.key.as_deref().unwrap_or_default());
        }
    }
}

/// What makes a toleration the same as another: key, operator, value, effect and time, absent ones at their defaults.
fn parts(one: &Toleration) -> (&str, &str, &str, &str, Option<i64>) {
    let operator = one.operator.as_deref().filter(|text| !text.is_empty()).unwrap_or("Equal");
    let text = Option::unwrap_or_default;
    (
        text(one.key.as_deref()),
        operator,
        text(one.value.as_deref()),
        text(one.effect.as_deref()),
        one.toleration_seconds,
    )
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn handler_overhead_and_scheduling_are_checked() {
        assert_paths(
            "apiVersion: node.k8s.io/v1, kind: RuntimeClass",
            &[
                ("handler: runsc", &[]),
                ("", &["handler"]),
                ("handler: a.b", &["handler"]),
                ("handler: a, overhead: {podFixed: {cpu: 1, memory: 1Gi}}", &[]),
                ("handler: a, overhead: {podFixed: {gpu: 1}}", &["overhead.limits[gpu]"]),
                ("handler: a, overhead: {podFixed: {hugepages-2Mi: 2Mi}}", &["overhead"]),
                ("handler: a, scheduling: {nodeSelector: {a b: c}}", &["scheduling.nodeSelector"]),
                (
                    "handler: a, scheduling: {tolerations: [{key: a}, {key: a, operator: Equal}]}",
                    &["scheduling.tolerations[1]"],
                ),
            ],
        );
    }
}
