//! The limits of one type of object.

use std::borrow::Cow;
use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::LimitRangeItem;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::k8s::values::check_resource;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::text;
use crate::validate::api_server::pod::resources::{Amounts, may_overcommit, value};
use crate::validate::api_server::quota_resources;
use crate::validate::field_error::FieldErrors;

/// The amounts of an item, with the server's defaults.
struct Limits<'a> {
    max: Cow<'a, Amounts>,
    min: Cow<'a, Amounts>,
    default: Cow<'a, Amounts>,
    default_request: Cow<'a, Amounts>,
    ratio: Cow<'a, Amounts>,
}

impl<'a> Limits<'a> {
    fn new(item: &'a LimitRangeItem) -> Self {
        let mut limits = Self {
            max: or_none(item.max.as_ref()),
            min: or_none(item.min.as_ref()),
            default: or_none(item.default.as_ref()),
            default_request: or_none(item.default_request.as_ref()),
            ratio: or_none(item.max_limit_request_ratio.as_ref()),
        };
        if item.type_ == "Container" {
            fill(&mut limits.default, &limits.max);
            fill(&mut limits.default_request, &limits.default);
            fill(&mut limits.default_request, &limits.min);
        }
        limits
    }

    /// The amounts by the name of their field.
    fn fields(&self) -> [(&'static str, &Amounts); 5] {
        [
            ("max", &self.max),
            ("min", &self.min),
            ("default", &self.default),
            ("defaultRequest", &self.default_request),
            ("maxLimitRequestRatio", &self.ratio),
        ]
    }
}

/// The amounts that are given; left out they are none.
fn or_none(amounts: Option<&Amounts>) -> Cow<'_, Amounts> {
    amounts.map_or_else(|| Cow::Owned(Amounts::new()), Cow::Borrowed)
}

/// Adds the amounts of `from` that `to` does not have.
fn fill(to: &mut Cow<'_, Amounts>, from: &Amounts) {
    for (name, amount) in from {
        if !to.contains_key(name) {
            to.to_mut().insert(name.clone(), amount.clone());
        }
    }
}

/// Checks the limits of one type; `at` is the item.
pub(super) fn check(item: &LimitRangeItem, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let limits = Limits::new(item);
    let is_pod = item.type_ == "Pod";
    let mut resources = BTreeSet::new();
    for (field, given) in limits.fields() {
        amounts(item, (field, given), &mut resources, &at.field(field), errors);
    }
    if item.type_ == "PersistentVolumeClaim" {
        storage(&limits, at, errors);
    }
    for resource in resources {
        Resource::new(resource, &limits, is_pod).check(at, errors);
    }
}

/// Checks the amounts of one field, and adds the names of their resources; `at` is the field.
fn amounts<'a>(
    item: &LimitRangeItem,
    (field, amounts): (&str, &'a Amounts),
    resources: &mut BTreeSet<&'a String>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if item.type_ != "Pod" || !field.starts_with("default") {
        names(amounts, &item.type_, at, errors);
        resources.extend(amounts.keys());
    } else if !amounts.is_empty() {
        errors.forbidden(at, format!("limits of the type `Pod` have no `{field}`"));
    }
}

/// Checks that claims have a limit of their storage.
fn storage(limits: &Limits<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !limits.min.contains_key("storage") && !limits.max.contains_key("storage") {
        let message = "limits of the type `PersistentVolumeClaim` need a `min` or `max` of `storage`";
        errors.required(&at.field("limits"), message).standing_at(at);
    }
}

fn names(amounts: &Amounts, limit_type: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for name in amounts.keys() {
        let checked = match limit_type {
            "Pod" | "Container" => check_resource(name),
            _ => quota_resources::check(name),
        };
        text(checked, &at.key(name), errors);
    }
}

/// The amounts of one resource.
struct Resource<'a> {
    name: &'a str,
    max: Option<&'a Quantity>,
    min: Option<&'a Quantity>,
    default: Option<&'a Quantity>,
    default_request: Option<&'a Quantity>,
    ratio: Option<&'a Quantity>,
}

/// A limit with the name of its field.
type Named<'a> = (&'static str, Option<&'a Quantity>);

impl<'a> Resource<'a> {
    fn new(name: &'a str, limits: &'a Limits<'_>, is_pod: bool) -> Self {
        Self {
            name,
            max: limits.max.get(name),
            min: limits.min.get(name),
            default: limits.default.get(name).filter(|_| !is_pod),
            default_request: limits.default_request.get(name).filter(|_| !is_pod),
            ratio: limits.ratio.get(name),
        }
    }

    fn check(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        self.check_order(at, errors);
        self.check_ratio(&at.field("maxLimitRequestRatio").key(self.name), errors);
        if let (Some(default), Some(request)) = (self.default, self.default_request)
            && !may_overcommit(self.name)
            && value(default) != value(request)
        {
            let message = format!(
                "`default` and `defaultRequest` of {} differ: {} and {}, expected the same, since it cannot be overcommitted",
                self.name, default.0, request.0
            );
            errors.invalid(&at.field("defaultRequest").key(self.name), message);
        }
    }

    /// The field where an error is reported, and the limits of which the first must not be above the second.
    fn order(&self) -> [(&'static str, Named<'a>, Named<'a>); 6] {
        let (max, min) = (("max", self.max), ("min", self.min));
        let (default, request) = (("default", self.default), ("defaultRequest", self.default_request));
        [
            ("min", min, max),
            ("defaultRequest", min, request),
            ("defaultRequest", request, max),
            ("defaultRequest", request, default),
            ("default", min, default),
            ("default", default, max),
        ]
    }

    /// Checks that no limit is above one that must not be less.
    fn check_order(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        for (field, (small, less), (large, more)) in self.order() {
            let (Some(less), Some(more)) = (less, more) else { continue };
            if value(less) > value(more) {
                let name = self.name;
                let message = format!("`{small}` of {name} is more than `{large}`: {} > {}", less.0, more.0);
                errors.invalid(&at.field(field).key(name), message);
            }
        }
    }

    fn check_ratio(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        const ONE: i128 = 1_000_000_000;
        let Some(ratio) = self.ratio else { return };
        if value(ratio) < ONE {
            errors.invalid(at, format!("ratio `{}`, expected 1 or more", ratio.0));
        }
        let (Some(max), Some(min)) = (self.max, self.min) else { return };
        #[allow(clippy::cast_precision_loss, reason = "the server compares floats, too")]
        let [limit, of_ratio] = [value(max) as f64 / value(min) as f64, value(ratio) as f64 / 1e9];
        if of_ratio > limit {
            let message = format!("ratio `{}` is more than `max` / `min`, {} / {}", ratio.0, max.0, min.0);
            errors.invalid(at, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn amounts_are_in_order() {
        for (limit, expected) in [
            (
                "{type: Container, max: {cpu: 2}, min: {cpu: 1}, default: {cpu: 2}, defaultRequest: {cpu: 1}}",
                &[][..],
            ),
            ("{type: Container, max: {cpu: -1}}", &[]),
            ("{type: Pod, max: {cpu: 1}, min: {cpu: 2}}", &["min[cpu]"]),
            ("{type: Container, max: {cpu: 1}, default: {cpu: 2}}", &["defaultRequest[cpu]", "default[cpu]"]),
            ("{type: Container, max: {gpu: 1}}", &["max[gpu]", "default[gpu]", "defaultRequest[gpu]"]),
            ("{type: Pod, default: {cpu: 1}, max: {gpu: 1}}", &["max[gpu]", "default"]),
            ("{type: PersistentVolumeClaim, max: {cpu: 1}}", &["limits"]),
            ("{type: a.b/c, max: {storage: 1, gpu: 1}}", &["max[gpu]"]),
            (
                "{type: Container, default: {a.b/c: 2}, defaultRequest: {a.b/c: 1}}",
                &["defaultRequest[a.b/c]"],
            ),
            ("{type: Pod, maxLimitRequestRatio: {cpu: 500m}}", &["maxLimitRequestRatio[cpu]"]),
            (
                "{type: Pod, max: {cpu: 4}, min: {cpu: 2}, maxLimitRequestRatio: {cpu: 3}}",
                &["maxLimitRequestRatio[cpu]"],
            ),
            ("{type: Pod, max: {cpu: 4}, min: {cpu: 0}, maxLimitRequestRatio: {cpu: 3}}", &[]),
        ] {
            let expected: Vec<_> = expected.iter().map(|field| format!("spec.limits[0].{field}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            assert_paths(
                "apiVersion: v1, kind: LimitRange",
                &[(&format!("spec: {{limits: [{limit}]}}"), &expected)],
            );
        }
    }
}
