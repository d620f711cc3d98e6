//! Resources of a container that it may be told.

use k8s_openapi::api::core::v1::ResourceFieldSelector;

use crate::k8s::values::{check_container_resource, nanos};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// One, in the unit of [`nanos`].
const ONE: i128 = 1_000_000_000;

/// Checks what a variable is told.
pub(super) fn check(field: &ResourceFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "a resource is named: `resource: limits.memory`";
    checks::name(&field.resource, missing, check_container_resource, &at.field("resource"), errors);
    divisor(field, &at.field("divisor"), errors);
}

/// Checks what a file is told: it also says of which container.
pub(super) fn of_file(field: &ResourceFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let container = field.container_name.as_deref().unwrap_or_default();
    if container.is_empty() {
        errors.required(&at.field("containerName"), "a file says of which container it is: `containerName`");
        divisor(field, &at.field("divisor"), errors);
    } else {
        check(field, at, errors);
    }
}

fn divisor(field: &ResourceFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(divisor) = &field.divisor else { return };
    let amount = nanos(&divisor.0).unwrap_or_default();
    let of_cpu = matches!(field.resource.as_str(), "limits.cpu" | "requests.cpu");
    let fits = match field.resource.as_str() {
        _ if amount == 0 || amount == ONE => true,
        _ if of_cpu => amount * 1000 == ONE && !is_exponential(&divisor.0),
        resource if check_container_resource(resource).is_ok() => is_unit(amount, &divisor.0),
        _ => true,
    };
    if !fits {
        let units = if of_cpu { "`1` or `1m`" } else { "`1`, `1k`, `1M`, … or `1Ki`, `1Mi`, …" };
        errors.invalid(at, format!("`{}` does not divide this resource: use {units}", divisor.0));
    }
}

/// Whether the amount is a single unit as it is written: of 1000s, or of 1024s.
fn is_unit(amount: i128, written: &str) -> bool {
    let base = if written.ends_with('i') { 1024 } else { 1000 };
    !is_exponential(written) && (1..=6).any(|power| amount == ONE * i128::pow(base, power))
}

/// Whether the amount is written as `1e3`, a form of its own.
fn is_exponential(written: &str) -> bool {
    let end = written.trim_end_matches(|last: char| last.is_ascii_digit());
    let end = end.strip_suffix(['+', '-']).unwrap_or(end);
    written.len() > end.len() && end.ends_with(['e', 'E'])
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        container_accepts, container_refuses, volume_accepts, volume_refuses,
    };

    #[test]
    fn resources_have_units() {
        let env = |rest: &str| format!("env: [{{name: A, valueFrom: {{resourceFieldRef: {{{rest}}}}}}}]");
        for rest in [
            "resource: limits.cpu, divisor: 1m",
            "resource: limits.cpu, divisor: 0.001",
            "resource: requests.cpu, divisor: 0",
            "resource: limits.memory, divisor: 1024Ki",
            "resource: limits.memory, divisor: '1000'",
            "resource: limits.ephemeral-storage, divisor: 1E",
            "resource: requests.hugepages-2Mi, divisor: 1Mi",
        ] {
            container_accepts(&[&env(rest)]);
        }
        for (rest, path, words) in [
            ("resource: ''", "resource", "is named"),
            ("resource: requests.nvidia.com/gpu", "resource", "not a resource"),
            ("resource: limits.cpu, divisor: 1Mi", "divisor", "use `1` or `1m`"),
            ("resource: limits.cpu, divisor: '1e-3'", "divisor", "use `1` or `1m`"),
            ("resource: limits.memory, divisor: 1m", "divisor", "use `1`, `1k`"),
            ("resource: limits.memory, divisor: '1e3'", "divisor", "use `1`, `1k`"),
            ("resource: limits.memory, divisor: '1024'", "divisor", "use `1`, `1k`"),
            ("resource: limits.memory, divisor: 2Mi", "divisor", "use `1`, `1k`"),
        ] {
            container_refuses(&[(&env(rest), &format!("env[0].valueFrom.resourceFieldRef.{path}"), words)]);
        }
    }

    #[test]
    fn files_name_the_container() {
        let file =
            |rest: &str| format!("downwardAPI: {{items: [{{path: a, resourceFieldRef: {{{rest}}}}}]}}");
        volume_accepts(&[&file("resource: limits.cpu, containerName: a")]);
        volume_refuses(&[(
            &file("resource: limits.cpu"),
            "downwardAPI.resourceFieldRef.containerName",
            "of which container",
        )]);
    }
}
