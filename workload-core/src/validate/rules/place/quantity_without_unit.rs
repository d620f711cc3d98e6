//! P10: an amount of memory or storage without its unit.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    LimitRangeSpec, PersistentVolumeClaimSpec, ResourceQuotaSpec, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::k8s::values::Quantity as Amount;
use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::volumes;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// An amount of memory or storage has its unit.
    ///
    /// `memory: 512` is 512 bytes and `memory: 128m` is 128 thousandths of a byte, as `m` is for the CPU what
    /// `Mi` is for memory. The server takes both, and the container cannot start, or is killed at once. A
    /// claim of `storage: 10` gets whatever the smallest volume is. `cpu: 500` is 500 cores, which no node
    /// has (article §8.2).
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         resources: {limits: {memory: 128m}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         resources: {limits: {memory: 128Mi}}
    /// ```
    P10 quantity_without_unit: Warning, ["8.2"], Object(check)
}

/// The amounts of a list of resources.
type Amounts = BTreeMap<String, Quantity>;

/// What is counted in bytes.
const BYTES: &[&str] = &["memory", "ephemeral-storage", "storage"];

/// No container runs in less memory, and no volume is smaller.
const LEAST: i128 = 1 << 20;

/// More cores than a node has.
const CORES: i128 = 250;

const NANO: i128 = 1_000_000_000;

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    for part in subject.containers() {
        let list = spec.field(part.list);
        let container = list.index(part.index);
        let Some(resources) = &part.container.resources else { continue };
        let at = container.field("resources");
        look_at(subject, (&at, "requests"), resources.requests.as_ref(), violations);
        look_at(subject, (&at, "limits"), resources.limits.as_ref(), violations);
    }
    of_volumes(subject, &spec, violations);
    let whole = subject.pod().and_then(|pod| pod.spec.resources.as_ref());
    let at = spec.field("resources");
    look_at(subject, (&at, "requests"), whole.and_then(|own| own.requests.as_ref()), violations);
    look_at(subject, (&at, "limits"), whole.and_then(|own| own.limits.as_ref()), violations);
    match subject.object {
        Object::LimitRange(object) => of_limits(subject, object.spec.get(), violations),
        Object::ResourceQuota(object) => {
            let hard = object.spec.get().and_then(|spec: &ResourceQuotaSpec| spec.hard.as_ref());
            of_quota(subject, &root.field("spec"), hard, violations);
        }
        _ => {}
    }
    if let Object::PersistentVolumeClaim(claim) = subject.object {
        of_claim(subject, &root, claim.spec.get(), violations);
    }
    let claims = root.fields(&["spec", "volumeClaimTemplates"]);
    for (number, claim) in templates(subject).iter().enumerate() {
        of_claim(subject, &claims.index(number), claim.spec.get(), violations);
    }
}

/// A quota is for all Pods of a namespace: its cores are those of many nodes.
fn of_quota(
    subject: &Subject<'_>,
    spec: &PathBuilder<'_>,
    hard: Option<&Amounts>,
    violations: &mut Violations,
) {
    let in_bytes = |name: &str| BYTES.contains(&name.rsplit('.').next().unwrap_or(name));
    let hard: Amounts = hard
        .into_iter()
        .flatten()
        .filter(|(name, _)| in_bytes(name))
        .map(|(name, amount)| (name.clone(), amount.clone()))
        .collect();
    look_at(subject, (spec, "hard"), Some(&hard), violations);
}

fn of_limits(subject: &Subject<'_>, spec: Option<&LimitRangeSpec>, violations: &mut Violations) {
    let root = subject.at();
    let limits = root.fields(&["spec", "limits"]);
    for (number, one) in spec.into_iter().flat_map(|spec| spec.limits.iter()).enumerate() {
        let at = limits.index(number);
        let amounts = [
            ("default", &one.default),
            ("defaultRequest", &one.default_request),
            ("max", &one.max),
            ("min", &one.min),
        ];
        for (field, amounts) in amounts {
            look_at(subject, (&at, field), amounts.as_ref(), violations);
        }
    }
}

fn of_volumes(subject: &Subject<'_>, spec: &PathBuilder<'_>, violations: &mut Violations) {
    let list = spec.field("volumes");
    for (number, volume) in volumes(subject).iter().enumerate() {
        let limit = volume.empty_dir.as_ref().and_then(|scratch| scratch.size_limit.as_ref());
        if let Some(wrong) = limit.and_then(|limit| wrong("ephemeral-storage", limit)) {
            let at = list.index(number);
            say(subject, &at.fields(&["emptyDir", "sizeLimit"]), "sizeLimit", wrong, violations);
        }
    }
}

fn of_claim(
    subject: &Subject<'_>,
    claim: &PathBuilder<'_>,
    spec: Option<&PersistentVolumeClaimSpec>,
    violations: &mut Violations,
) {
    let resources: Option<&VolumeResourceRequirements> = spec.and_then(|spec| spec.resources.as_ref());
    let at = claim.fields(&["spec", "resources"]);
    look_at(subject, (&at, "requests"), resources.and_then(|own| own.requests.as_ref()), violations);
}

fn look_at(
    subject: &Subject<'_>,
    (at, list): (&PathBuilder<'_>, &str),
    amounts: Option<&Amounts>,
    violations: &mut Violations,
) {
    for (name, amount) in amounts.into_iter().flatten() {
        if let Some(wrong) = wrong(name, amount) {
            say(subject, &at.field(list).key(name), name, wrong, violations);
        }
    }
}

fn say(
    subject: &Subject<'_>,
    at: &PathBuilder<'_>,
    name: &str,
    (amount, is, meant): (&str, String, String),
    violations: &mut Violations,
) {
    let help = format!("write `{meant}`, if that is meant");
    violations.report(subject, at, format!("`{name}: {amount}` is {is}")).help(help);
}

/// What is wrong with an amount: how it is written, what it is, and what is probably meant.
fn wrong<'a>(resource: &str, amount: &'a Quantity) -> Option<(&'a str, String, String)> {
    let text = amount.0.as_str();
    let nanos = Amount::parse(text.to_owned()).ok()?.nanos();
    let digits = text.trim_end_matches('m');
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_fraction = !is_plain
        && text.split_once('.').is_some_and(|(whole, rest)| {
            [whole, rest]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        });
    if nanos <= 0 || !(is_plain || is_fraction) {
        return None;
    }
    // A quota counts `limits.memory`.
    let counted = resource.rsplit('.').next().unwrap_or(resource);
    if BYTES.contains(&counted) {
        let is_large = is_fraction || (counted == "storage" && !text.ends_with('m'));
        let unit = if is_large { "Gi" } else { "Mi" };
        let is = if text.ends_with('m') {
            format!("{} bytes: `m` is a thousandth", thousandths(digits))
        } else {
            format!("{digits} byte{}", if digits == "1" { "" } else { "s" })
        };
        return (nanos < LEAST * NANO).then(|| (text, is, format!("{digits}{unit}")));
    }
    let cores = resource == "cpu" && digits.len() == text.len() && nanos >= CORES * NANO;
    cores.then(|| (text, format!("{digits} cores, more than a node has"), format!("{digits}m")))
}

/// `0.128` of `128`.
fn thousandths(digits: &str) -> String {
    let padded = format!("{digits:0>4}");
    let (whole, rest) = padded.split_at(padded.len() - 3);
    let text = format!("{}.{rest}", whole.trim_start_matches('0').parse::<u64>().unwrap_or_default());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
