//! Network policies.

mod peer;
mod port;

use k8s_openapi::api::networking::v1::{NetworkPolicy, NetworkPolicySpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::checks::strict_word;
use super::meta::{self, Naming};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for NetworkPolicy {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let spec: Option<&NetworkPolicySpec> = self.spec.get();
        let Some(spec) = spec else { return };
        let at = at.field("spec");
        let selector: Option<&LabelSelector> = spec.pod_selector.get();
        if let Some(selector) = selector {
            meta::selector(selector, &at.field("podSelector"), errors);
        }
        rules(spec, &at, errors);
        types(spec, &at.field("policyTypes"), errors);
    }
}

fn rules(spec: &NetworkPolicySpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let ingress_at = at.field("ingress");
    for (index, rule) in spec.ingress.iter().flatten().enumerate() {
        let at = ingress_at.index(index);
        port::check_all(rule.ports.as_deref(), &at.field("ports"), errors);
        peer::check_all(rule.from.as_deref(), &at.field("from"), errors);
    }
    let egress_at = at.field("egress");
    for (index, rule) in spec.egress.iter().flatten().enumerate() {
        let at = egress_at.index(index);
        port::check_all(rule.ports.as_deref(), &at.field("ports"), errors);
        peer::check_all(rule.to.as_deref(), &at.field("to"), errors);
    }
}

fn types(spec: &NetworkPolicySpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let types = spec.policy_types.as_deref().unwrap_or_default();
    if types.len() > 2 {
        errors.invalid(at, format!("{} types are too many: there are `Ingress` and `Egress`", types.len()));
        return;
    }
    for (index, given) in types.iter().enumerate() {
        strict_word(Some(given), &["Ingress", "Egress"], &at.index(index), errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_walked_and_types_are_two() {
        for (spec, expected) in [
            (r#"{"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "ingress": [{}]}"#, &[][..]),
            (r#"{"podSelector": {}, "policyTypes": ["ingress"]}"#, &["spec.policyTypes[0]"]),
            (
                r#"{"podSelector": {}, "policyTypes": ["Ingress", "Ingress", "Egress"]}"#,
                &["spec.policyTypes"],
            ),
            (
                r#"{"podSelector": {}, "ingress": [{"from": [{}]}], "egress": [{"ports": [{"port": 0}]}]}"#,
                &["spec.ingress[0].from[0]", "spec.egress[0].ports[0].port"],
            ),
        ] {
            let spec: NetworkPolicySpec = serde_json::from_str(spec).unwrap();
            let object = NetworkPolicy { spec: spec.into(), ..NetworkPolicy::default() };
            let mut errors = FieldErrors::default();
            object.validate(&PathBuilder::root(), &mut errors);
            let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
            assert_eq!(paths.filter(|path| path.starts_with("spec")).collect::<Vec<_>>(), expected);
        }
    }
}
