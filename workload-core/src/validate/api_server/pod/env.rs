//! Environment variables, one by one.

use k8s_openapi::api::core::v1::EnvVar;

use super::scope::Scope;
use super::value_from;
use crate::k8s::facts::validation::ENV_NAMES;
use crate::k8s::values::{check_env_name, check_printable_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks the variables of a container.
pub(super) fn check(scope: &Scope<'_>, variables: &[EnvVar], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, variable) in variables.iter().enumerate() {
        let at = at.index(index);
        let missing = "a variable has a name";
        let place = at.field("name");
        // What older servers take, newer ones take too.
        if check_env_name(&variable.name).is_err() {
            checks::name(&variable.name, missing, check_printable_name, &place, errors);
            plain(&variable.name, &place, errors);
        }
        if let Some(source) = &variable.value_from {
            let has_value = variable.value.as_ref().is_some_and(|value| !value.is_empty());
            value_from::check(scope, source, has_value, &at.field("valueFrom"), errors);
        }
    }
}

/// Checks a name as older servers do, which take fewer characters.
pub(super) fn plain(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !name.is_empty() && check_printable_name(name).is_ok() {
        errors.changed(&ENV_NAMES, |errors| checks::text(check_env_name(name), at, errors));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn names_are_printable() {
        container_accepts(&["env: [{name: A}, {name: A, value: b}, {name: '1 a.b', value: ''}]"]);
        container_refuses(&[
            ("env: [{value: a}]", "env[0].name", "has a name"),
            ("env: [{name: A=B}]", "env[0].name", "`=` ends"),
            ("env: [{name: \"a\\tb\"}]", "env[0].name", "printable ASCII"),
        ]);
    }
}
