//! PriorityClasses.

use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::checks::{optional, required_word};
use super::meta::{self, Form, SUBDOMAIN};
use super::name;
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Names that begin so are Kubernetes' own.
const SYSTEM_PREFIX: &str = "system-";

/// The classes of that prefix, with their values.
const SYSTEM: [(&str, i32); 2] =
    [("system-node-critical", 2_000_001_000), ("system-cluster-critical", 2_000_000_000)];

/// The highest value of any other class.
const HIGHEST: i32 = 1_000_000_000;

impl Validate for PriorityClass {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let metadata = at.field("metadata");
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN), &metadata, errors);
        let name = name::text(&self.metadata);
        let value: Option<&i32> = self.value.get();
        let value = value.copied().unwrap_or_default();
        if name.starts_with(SYSTEM_PREFIX) {
            system(name, value, self.global_default, &metadata.field("name"), errors);
        } else if value > HIGHEST {
            let message = format!("`value` {value} is too high, expected at most {HIGHEST}");
            errors.forbidden(&at.field("value"), message);
        }
        optional(self.preemption_policy.as_deref(), &at.field("preemptionPolicy"), errors, preemption);
    }
}

fn preemption(policy: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    required_word(policy, "`preemptionPolicy` is empty", &["PreemptLowerPriority", "Never"], at, errors);
}

/// Checks that a class with the prefix of Kubernetes' own is one of them, as it is.
fn system(name: &str, value: i32, is_default: Option<bool>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let known = SYSTEM.iter().find(|(known, _)| *known == name);
    let message = match known {
        None => format!("names that begin with `{SYSTEM_PREFIX}` are reserved for Kubernetes"),
        Some((_, known)) if *known != value => {
            format!("the value of `{name}` is {value}, expected {known}")
        }
        Some(_) if is_default == Some(true) => {
            format!("`{name}` cannot have `globalDefault: true`")
        }
        Some(_) => return,
    };
    errors.forbidden(at, message);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn values_and_reserved_names_are_checked() {
        assert_paths(
            "apiVersion: scheduling.k8s.io/v1, kind: PriorityClass",
            &[
                ("", &[]),
                ("value: 1000000000, preemptionPolicy: Never", &[]),
                ("value: 1000000001, preemptionPolicy: ''", &["value", "preemptionPolicy"]),
                ("preemptionPolicy: never", &["preemptionPolicy"]),
                ("metadata: {name: system-node-critical}, value: 2000001000", &[]),
                ("metadata: {name: system-node-critical}, value: 1", &["metadata.name"]),
                (
                    "metadata: {name: system-node-critical}, value: 2000001000, globalDefault: true",
                    &["metadata.name"],
                ),
                ("metadata: {name: system-x}", &["metadata.name"]),
            ],
        );
    }
}
