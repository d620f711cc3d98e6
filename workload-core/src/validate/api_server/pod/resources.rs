//! What a container asks for and what it may use.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ResourceRequirements;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::claims;
use super::scope::Scope;
use crate::k8s::values::{check_resource, nanos};
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Amounts by the names of resources.
pub(in crate::validate::api_server) type Amounts = BTreeMap<String, Quantity>;

/// One, in the unit of [`nanos`].
const ONE: i128 = 1_000_000_000;

/// Checks what a container asks for.
pub(super) fn check(
    scope: &Scope<'_>,
    of: &ResourceRequirements,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    both(of.limits.as_ref(), of.requests.as_ref(), check_resource, at, errors);
    let used = of.claims.as_deref().unwrap_or_default();
    claims::used(scope, used, &at.field("claims"), errors);
}

/// Checks what a Pod needs beside its containers; `at` is where the server reports it, `stands`
/// the map itself.
pub(in crate::validate::api_server) fn overhead(
    amounts: Option<&Amounts>,
    at: &PathBuilder<'_>,
    stands: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    errors.renamed(&at.field("limits"), stands, |errors| each(amounts, check_resource, stands, errors));
    no_huge_pages_alone(amounts, None, at, errors);
}

/// Checks limits and requests, and that they go together; `at` is what holds them.
pub(super) fn both(
    limits: Option<&Amounts>,
    requests: Option<&Amounts>,
    check_name: fn(&str) -> Result<(), Message>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    each(limits, check_name, &at.field("limits"), errors);
    each(requests, check_name, &at.field("requests"), errors);
    for (name, request) in requests.into_iter().flatten() {
        within_limit(name, request, limits.and_then(|limits| limits.get(name)), at, errors);
    }
    no_huge_pages_alone(limits, requests, at, errors);
}

fn each(
    amounts: Option<&Amounts>,
    check_name: fn(&str) -> Result<(), Message>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (name, quantity) in amounts.into_iter().flatten() {
        let place = at.key(name);
        checks::text(check_name(name), &place, errors);
        amount(name, quantity, &place, errors);
    }
}

fn amount(name: &str, quantity: &Quantity, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let amount = value(quantity);
    if amount < 0 {
        errors.invalid(at, format!("`{}` is below zero", quantity.0));
    } else if is_extended(name) && !is_whole(amount) {
        errors.invalid(at, format!("`{}` is no whole number: `{name}` is counted in whole ones", quantity.0));
    } else if let Some(size) = name.strip_prefix("hugepages-")
        && !is_multiple(amount, size)
    {
        errors.invalid(at, format!("`{}` is not a multiple of the page's size, `{size}`", quantity.0));
    }
}

/// Checks a request against its limit; `at` is what holds both.
fn within_limit(
    name: &str,
    request: &Quantity,
    limit: Option<&Quantity>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let place = at.field("requests");
    let error = match limit {
        None if may_overcommit(name) => return,
        None => {
            let message = format!("`{name}` cannot be shared out twice: set its limit to what is requested");
            errors.required(&at.field("limits"), message)
        }
        Some(limit) => match beside_limit(name, request, limit) {
            Ok(()) => return,
            Err(message) => errors.invalid(&place, message),
        },
    };
    error.standing_at(&place.key(name));
}

/// Whether a request may stand beside that limit.
fn beside_limit(name: &str, request: &Quantity, limit: &Quantity) -> Result<(), String> {
    let (asked, most) = (&request.0, &limit.0);
    match may_overcommit(name) {
        true if value(request) > value(limit) => {
            Err(format!("`{asked}` of {name} is requested, more than the limit of `{most}`"))
        }
        false if value(request) != value(limit) => {
            Err(format!("of {name} `{asked}` is requested and `{most}` the limit: they must be equal"))
        }
        _ => Ok(()),
    }
}

fn no_huge_pages_alone(
    limits: Option<&Amounts>,
    requests: Option<&Amounts>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let has = |test: fn(&str) -> bool| {
        let names = limits.into_iter().chain(requests).flat_map(BTreeMap::keys);
        names.into_iter().any(|name| test(name))
    };
    if has(|name| name.starts_with("hugepages-")) && !has(|name| matches!(name, "cpu" | "memory")) {
        errors.forbidden(at, "huge pages come with `cpu` or `memory`: ask for one of them too");
    }
}

/// The amount in units of 10⁻⁹.
pub(in crate::validate::api_server) fn value(quantity: &Quantity) -> i128 {
    /// The server caps amounts with a binary suffix when it reads them.
    const LARGEST: i128 = i64::MAX as i128 * ONE;
    let text = quantity.0.trim();
    let amount = nanos(text).unwrap_or_default();
    if text.ends_with('i') { amount.min(LARGEST) } else { amount }
}

/// Whether a resource is Kubernetes' own.
fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether a resource is somebody's who counts it in whole ones.
pub(in crate::validate::api_server) fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.")
}

/// Whether more may be promised than there is.
pub(in crate::validate::api_server) fn may_overcommit(name: &str) -> bool {
    is_native(name) && !name.starts_with("hugepages-")
}

/// Whether an amount is whole to the thousandth, which is all that the server looks at.
pub(in crate::validate::api_server) fn is_whole(amount: i128) -> bool {
    const THOUSANDTH: i128 = ONE / 1000;
    /// Above this the fraction is lost when an amount is read.
    const LARGE: i128 = i128::MAX / ONE;
    amount > LARGE || (amount.saturating_add(THOUSANDTH - 1) / THOUSANDTH) % 1000 == 0
}

/// Whether an amount is so many pages of a size.
fn is_multiple(amount: i128, size: &str) -> bool {
    let whole = |amount: i128| amount.saturating_add(ONE - 1) / ONE;
    nanos(size).is_ok_and(|size| size > 0 && is_whole(size) && whole(amount) % whole(size) == 0)
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        container_accepts, container_refuses, spec_accepts, spec_refuses,
    };

    #[test]
    fn what_the_server_takes_is_taken() {
        for resources in [
            "{}",
            "{limits: {cpu: 1, memory: 1e3}, requests: {cpu: 1000m, ephemeral-storage: '.5'}}",
            "{limits: {nvidia.com/gpu: 1}}",
            "{limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: 1000m}}",
            "{limits: {kubernetes.io/foo: 1500m}, requests: {kubernetes.io/foo: 1}}",
            "{limits: {hugepages-2Mi: 4Mi, cpu: 1}, requests: {hugepages-2Mi: 4Mi}}",
        ] {
            container_accepts(&[&format!("resources: {resources}")]);
        }
        spec_accepts(&["overhead: {cpu: 1, hugepages-2Mi: 2Mi}", "overhead: {}"]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        for (resources, path, words) in [
            ("{limits: {gpu: 1}}", ".limits[gpu]", "has no domain"),
            ("{requests: {cpu: -1}}", ".requests[cpu]", "below zero"),
            ("{limits: {a.b/c: 500m}}", ".limits[a.b/c]", "whole ones"),
            ("{requests: {a.b/c: 1}}", ".limits", "set its limit"),
            ("{requests: {a.b/c: 1}, limits: {a.b/c: 2}}", ".requests", "must be equal"),
            ("{requests: {cpu: 2}, limits: {cpu: 1}}", ".requests", "more than the limit of `1`"),
            ("{limits: {hugepages-2Mi: 3Mi, cpu: 1}}", ".limits[hugepages-2Mi]", "not a multiple"),
            ("{limits: {hugepages-x: 3Mi, cpu: 1}}", ".limits[hugepages-x]", "not a multiple"),
            ("{limits: {hugepages-2Mi: 16Ei, cpu: 1}}", ".limits[hugepages-2Mi]", "not a multiple"),
            ("{limits: {hugepages-2Mi: 4Mi}}", "", "`cpu` or `memory`"),
        ] {
            container_refuses(&[(&format!("resources: {resources}"), &format!("resources{path}"), words)]);
        }
        spec_refuses(&[("overhead: {storage: 1}", "overhead.limits[storage]", "has no domain")]);
    }
}
