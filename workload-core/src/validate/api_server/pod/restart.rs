//! Whether a single container starts again.

use k8s_openapi::api::core::v1::Container;

use crate::k8s::facts::validation::CONTAINER_RESTART_POLICIES;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// The policies that a container may have of its own.
const POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];

/// Checks the policy and the rules that refine it; `at` is the container.
pub(super) fn check(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::strict_word(container.restart_policy.as_ref(), &POLICIES, &at.field("restartPolicy"), errors);
    k8s_openapi::k8s_if_ge_1_34! {
        rules::check(container, at, errors);
    }
}

/// Checks that a main container has no policy of its own, where versions do not know any.
pub(super) fn of_main(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if container.restart_policy.is_some() {
        errors
            .forbidden(at, "only an init container has a `restartPolicy` of its own")
            .changed(&CONTAINER_RESTART_POLICIES);
    }
}

/// Checks that an init container has the only policy that all versions know.
pub(super) fn of_init(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(policy) = container.restart_policy.as_ref().filter(|policy| *policy != "Always") {
        errors.unsupported(at, policy, &["Always"]).changed(&CONTAINER_RESTART_POLICIES);
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    mod rules {
        use k8s_openapi::api::core::v1::{Container, ContainerRestartRule};

        use crate::validate::field_error::{FieldErrors, ErrorType};
        use crate::validate::api_server::checks;
        use crate::syntax::yaml::PathBuilder;

        const MOST_RULES: usize = 20;
        const MOST_CODES: usize = 255;
        const ACTIONS: [&str; 2] = ["Restart", "RestartAllContainers"];
        const OPERATORS: [&str; 2] = ["In", "NotIn"];

        /// Checks the rules.
        pub(super) fn check(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
            let rules = container.restart_policy_rules.as_deref().unwrap_or_default();
            if !rules.is_empty() && container.restart_policy.is_none() {
                errors.required(&at.field("restartPolicy"), "`restartPolicyRules` refine a policy: say one");
            }
            let place = at.field("restartPolicyRules");
            if rules.len() > MOST_RULES {
                let message = format!("a container has {MOST_RULES} rules at most, here are {}", rules.len());
                errors.add(ErrorType::TooMany, &place, message);
            }
            for (index, one) in rules.iter().enumerate() {
                rule(one, &place.index(index), errors);
            }
        }

        fn rule(rule: &ContainerRestartRule, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
            checks::strict_word(Some(&rule.action), &ACTIONS, &at.field("action"), errors);
            let place = at.field("exitCodes");
            let Some(codes) = &rule.exit_codes else {
                errors.required(&place, "a rule names the exit codes it is for");
                return;
            };
            checks::strict_word(Some(&codes.operator), &OPERATORS, &place.field("operator"), errors);
            let count = codes.values.as_ref().map_or(0, Vec::len);
            if count > MOST_CODES {
                let message = format!("a rule names {MOST_CODES} exit codes at most, here are {count}");
                errors.add(ErrorType::TooMany, &place.field("values"), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn a_policy_is_one_of_three() {
        container_accepts(&["restartPolicy: OnFailure", "restartPolicy: ~"]);
        container_refuses(&[
            ("restartPolicy: ''", "restartPolicy", "expected `Always`, `Never` or `OnFailure`"),
            ("restartPolicy: always", "restartPolicy", "expected `Always`"),
        ]);
    }

    k8s_openapi::k8s_if_ge_1_34! {
        #[test]
        fn rules_need_a_policy_and_exit_codes() {
            container_accepts(&[
                "restartPolicyRules: []",
                "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]",
            ]);
            container_refuses(&[
                (
                    "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]",
                    "restartPolicy",
                    "say one",
                ),
                (
                    "restartPolicy: Never, restartPolicyRules: [{action: Restart}]",
                    "restartPolicyRules[0].exitCodes",
                    "names the exit codes",
                ),
                (
                    "restartPolicy: Never, restartPolicyRules: [{action: Stop, exitCodes: {operator: In}}]",
                    "restartPolicyRules[0].action",
                    "expected `Restart`",
                ),
                (
                    "restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: in}}]",
                    "restartPolicyRules[0].exitCodes.operator",
                    "expected `In`",
                ),
            ]);
        }
    }
}
