//! Disruption budgets.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};

use super::checks::{optional, strict_word};
use super::meta::{self, Form, Naming};
use super::validate::Validate;
use super::value::amount_of_all;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// When Pods that are not ready may be evicted.
const EVICTION_POLICIES: [&str; 2] = ["IfHealthyBudget", "AlwaysAllow"];

impl Validate for PodDisruptionBudget {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::namespaced(Naming::PathSegment).any_finalizer();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let spec: Option<&PodDisruptionBudgetSpec> = self.spec.get();
        let Some(spec) = spec else { return };
        let at = at.field("spec");
        if spec.min_available.is_some() && spec.max_unavailable.is_some() {
            errors
                .invalid(&at, "a budget says `minAvailable` or `maxUnavailable`, not both")
                .standing_at(&at.field("minAvailable"));
        }
        amount_of_all(spec.min_available.as_ref(), &at.field("minAvailable"), errors);
        amount_of_all(spec.max_unavailable.as_ref(), &at.field("maxUnavailable"), errors);
        optional(spec.selector.as_ref(), &at.field("selector"), errors, meta::selector);
        let policy = spec.unhealthy_pod_eviction_policy.as_ref();
        strict_word(policy, &EVICTION_POLICIES, &at.field("unhealthyPodEvictionPolicy"), errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_have_one_bound() {
        for (spec, expected) in [
            ("{}", &[][..]),
            (r#"{"minAvailable": 0, "selector": {}}"#, &[]),
            (r#"{"maxUnavailable": "100%", "unhealthyPodEvictionPolicy": "AlwaysAllow"}"#, &[]),
            (r#"{"minAvailable": 1, "maxUnavailable": 1}"#, &["spec"]),
            (r#"{"minAvailable": -1}"#, &["spec.minAvailable"]),
            (r#"{"maxUnavailable": "101%"}"#, &["spec.maxUnavailable"]),
            (r#"{"maxUnavailable": "1"}"#, &["spec.maxUnavailable"]),
            (r#"{"unhealthyPodEvictionPolicy": """}"#.trim(), &["spec.unhealthyPodEvictionPolicy"]),
        ] {
            let spec: PodDisruptionBudgetSpec =
                serde_json::from_str(&spec.replace("\"\"\"", "\"\"")).unwrap();
            let object = PodDisruptionBudget { spec: spec.into(), ..PodDisruptionBudget::default() };
            let mut errors = FieldErrors::default();
            object.validate(&PathBuilder::root(), &mut errors);
            let paths = errors.into_vec().into_iter().map(|error| error.path.to_string());
            assert_eq!(paths.filter(|path| path.starts_with("spec")).collect::<Vec<_>>(), expected);
        }
    }
}
