//! What a Pod waits for: to be scheduled, to be ready.

use k8s_openapi::api::core::v1::PodSpec;

use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// Checks both sorts of gates; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let place = at.field("readinessGates");
    for (index, gate) in spec.readiness_gates.iter().flatten().enumerate() {
        let checked = check_qualified(&gate.condition_type, "the type of a condition");
        checks::text(checked, &place.index(index).field("conditionType"), errors);
    }
    let gates = spec.scheduling_gates.as_deref().unwrap_or_default();
    let place = at.field("schedulingGates");
    let mut names = Seen::default();
    for (index, gate) in gates.iter().enumerate() {
        let at = place.index(index);
        checks::text(check_qualified(&gate.name, "the name of a gate"), &at, errors);
        if names.again(gate.name.as_str()) {
            errors.duplicate(&at, &gate.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn gates_have_qualified_names() {
        spec_accepts(&[
            "readinessGates: [{conditionType: a.b/C}, {conditionType: a.b/C}], schedulingGates: [{name: a}]",
        ]);
        spec_refuses(&[
            ("readinessGates: [{}]", "readinessGates[0].conditionType", "empty"),
            ("schedulingGates: [{name: a b}]", "schedulingGates[0]", "write `-`"),
            ("schedulingGates: [{name: a}, {name: a}]", "schedulingGates[1]", "duplicate"),
        ]);
    }
}
