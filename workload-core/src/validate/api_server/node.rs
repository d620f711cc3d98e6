//! Nodes.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{Node, NodeSpec, Taint};

use super::address::refuse;
use super::checks::{said, strict_word, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::pod::resources::{Amounts, is_extended, is_whole, value};
use super::quota_resources::COUNTED;
use super::validate::Validate;
use super::value::given;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_cidr, check_label_key, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

impl Validate for Node {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let metadata = at.field("metadata");
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN).keeps_generation(), &metadata, errors);
        let spec: Option<&NodeSpec> = self.spec.get();
        if let Some(spec) = spec {
            let at = at.field("spec");
            // The server reports taints as if they were metadata.
            let stands = at.field("taints");
            errors.renamed(&metadata.field("taints"), &stands, |errors| {
                taints(spec.taints.as_deref().unwrap_or_default(), &stands, errors);
            });
            pod_cidrs(spec, &at, errors);
        }
        let Some(status) = &self.status else { return };
        for (field, amounts) in [("capacity", &status.capacity), ("allocatable", &status.allocatable)] {
            check_amounts(amounts.as_ref(), &at.fields(&["status", field]), errors);
        }
    }
}

fn taints(taints: &[Taint], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut seen = BTreeSet::new();
    for (index, taint) in taints.iter().enumerate() {
        let at = at.index(index);
        text(check_label_key(&taint.key), &at.field("key"), errors);
        if let Some(value) = &taint.value {
            text(check_label_value(value), &at.field("value"), errors);
        }
        if said(&taint.effect, "a taint needs an `effect`", &at.field("effect"), errors) {
            strict_word(Some(&taint.effect), &EFFECTS, &at.field("effect"), errors);
        }
        if !seen.insert((&taint.key, &taint.effect)) {
            errors.duplicate(&at, format_args!("{}:{}", taint.key, taint.effect));
        }
    }
}

/// Checks the ranges of the Pods' addresses; a `podCIDR` that is not the first takes their place.
fn pod_cidrs(spec: &NodeSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("podCIDRs");
    let ranges = ranges(spec);
    let families = families(spec, ranges, at, errors);
    let is_dual = matches!(families[..], [one, other] if one != other);
    if ranges.len() > 1 && families.len() == ranges.len() && !is_dual {
        errors.invalid(&list_at, "`podCIDRs` has more than one range of an IP family");
    }
}

/// For each range that is one, whether its family is IPv4; reports the others.
fn families(spec: &NodeSpec, ranges: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) -> Vec<bool> {
    let list_at = at.field("podCIDRs");
    let mut families = Vec::new();
    for (index, range) in ranges.iter().enumerate() {
        match check_cidr(range) {
            Ok((address, _)) => families.push(address.is_ipv4()),
            Err(message) => {
                let error = refuse(range, &message, &list_at.index(index), errors);
                if index == 0 && given(spec.pod_cidr.as_ref()).is_some() {
                    error.standing_at(&at.field("podCIDR"));
                }
            }
        }
    }
    families
}

/// The ranges of the Pods' addresses: `podCIDR` alone where the list does not begin with that range.
fn ranges(spec: &NodeSpec) -> &[String] {
    let list = spec.pod_cidrs.as_deref().unwrap_or_default();
    match given(spec.pod_cidr.as_ref()) {
        Some(first) if list.first() != Some(first) => std::slice::from_ref(first),
        _ => list,
    }
}

fn check_amounts(amounts: Option<&Amounts>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (name, amount) in amounts.into_iter().flatten() {
        let number = value(amount);
        let at = at.field(name);
        if number < 0 {
            errors.invalid(&at, format!("the amount of `{name}` is `{}`, expected 0 or more", amount.0));
        }
        if (COUNTED.contains(&name.as_str()) || is_extended(name)) && !is_whole(number) {
            errors.invalid(&at, format!("the amount of `{name}` is `{}`, expected a whole number", amount.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn taints_ranges_and_amounts_are_checked() {
        assert_paths(
            "apiVersion: v1, kind: Node",
            &[
                ("", &[]),
                ("spec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoExecute}]}", &[]),
                (
                    "spec: {taints: [{key: a b, value: c d}, {key: a, effect: noschedule}]}",
                    &[
                        "metadata.taints[0].key",
                        "metadata.taints[0].value",
                        "metadata.taints[0].effect",
                        "metadata.taints[1].effect",
                    ],
                ),
                (
                    "spec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule}]}",
                    &["metadata.taints[1]"],
                ),
                ("spec: {podCIDR: 10.0.0.0/24, podCIDRs: [x]}", &[]),
                ("spec: {podCIDR: 10.0.0.1/24}", &["spec.podCIDRs[0]"]),
                ("spec: {podCIDRs: [10.0.0.0/24, 10.0.1.0/24]}", &["spec.podCIDRs"]),
                (
                    "status: {capacity: {cpu: -1, pods: 500m}}",
                    &["status.capacity.cpu", "status.capacity.pods"],
                ),
            ],
        );
    }
}
