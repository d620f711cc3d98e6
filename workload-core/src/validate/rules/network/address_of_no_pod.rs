//! N05: the DNS name of a Pod that will never be.

use crate::k8s::defaults::values::REPLICAS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::autoscalers::Autoscaler;
use crate::validate::rules::facts::pod_dns::{AddressUse, governing};
use crate::validate::rules::index::Index;
use crate::validate::rules::record::CompactPath;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// The address of a Pod is that of a Pod that there is.
    ///
    /// Three replicas are `redis-0`, `redis-1` and `redis-2`, each under the Service that the
    /// StatefulSet names: `redis-0.redis-service`, and
    /// `redis-0.redis-service.shop.svc.cluster.local` in full (article §4.3). Any other name is
    /// answered with "no such host", and often only when it is needed, after a failover.
    ///
    /// Looked for in commands, arguments, variables and ConfigMaps. A StatefulSet of the first
    /// part's name must be among the files.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   replicas: 3
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data:
    ///   REDIS: "redis-0.redis-service:6379,redis-3.redis-service:6379"
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis-service
    ///   replicas: 3
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4"}
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data:
    ///   REDIS: "redis-0.redis-service:6379,redis-2.redis-service:6379"
    /// ```
    N05 address_of_no_pod: Warning, ["4.3"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let mut last: Option<(usize, &CompactPath, &str)> = None;
    for used in index.addresses() {
        // A text that names the same address many times is reported once.
        let this = (used.member.number, used.path, used.address.text);
        if last != Some(this) {
            look_at(index, used, violations);
        }
        last = Some(this);
    }
}

fn look_at(index: &Index<'_>, used: &AddressUse<'_>, violations: &mut Violations) {
    let (address, stateful) = (&used.address, &used.set);
    let scaler = index.autoscaler_of(stateful);
    let known = index.set.named("Service", address.service, &used.member).is_some();
    let own = governing(stateful);
    // `redis-7.conf` is a file, unless something says that it is an address.
    if !address.certain && !known && own != Some(address.service) {
        return;
    }
    let Some((message, field)) = wrong_service(used).or_else(|| wrong_number(used, scaler)) else { return };
    let help = match (own, address.lacks_namespace) {
        (Some(own), false) => {
            format!("its Pods are found as `{}-N.{own}`, with N from {}", address.set, numbers(used, scaler))
        }
        (_, true) => format!(
            "`{}-{}.{}.NAMESPACE.svc`, or leave out all that follows the Service",
            address.set, address.ordinal, address.service
        ),
        (None, _) => format!("`serviceName: {}`, and a headless Service of that name", address.service),
    };
    let at = stateful.at();
    let spec = at.field("spec");
    let place = if field.is_empty() { spec } else { spec.field(field) };
    violations
        .report(&used.member, &PathBuilder::along(&used.path.path()), message)
        .see(stateful, &place, format!("{} is defined here", stateful.shown()))
        .help(help);
}

/// What is wrong with the part behind the Pod's name, and the field that says so.
fn wrong_service(used: &AddressUse<'_>) -> Option<(String, &'static str)> {
    let address = &used.address;
    if address.lacks_namespace {
        return Some((format!("`{}` lacks the namespace before `svc`", address.text), "serviceName"));
    }
    match governing(&used.set) {
        Some(own) if own != address.service => Some((
            format!(
                "`{}` does not resolve: the Pods of {} are found under the Service `{own}`",
                address.text,
                used.set.shown()
            ),
            "serviceName",
        )),
        _ => None,
    }
}

/// What is wrong with the Pod's number.
fn wrong_number(used: &AddressUse<'_>, scaler: Option<&Autoscaler<'_>>) -> Option<(String, &'static str)> {
    let (first, count) = range(used, scaler)?;
    let ordinal = i64::from(used.address.ordinal);
    if count <= 0 || (first..first + count).contains(&ordinal) {
        return None;
    }
    let pods = if count == 1 { "one Pod".to_owned() } else { format!("{count} Pods") };
    let (set, which) = (used.set.shown(), numbers(used, scaler));
    let message = format!("`{}` names no Pod: {set} has {pods}, {which}", used.address.text);
    Some((message, if scaler.is_some() { "" } else { "replicas" }))
}

/// The first number, and how many there are at most.
fn range(used: &AddressUse<'_>, scaler: Option<&Autoscaler<'_>>) -> Option<(i64, i64)> {
    let (workload, stateful) = (used.set.record.workload()?, used.set.record.stateful_set()?);
    let replicas = workload.replicas.unwrap_or(REPLICAS);
    let most = scaler.map_or(replicas, |scaler| scaler.most().max(replicas));
    Some((stateful.first_ordinal, most.into()))
}

/// "0 to 2".
fn numbers(used: &AddressUse<'_>, scaler: Option<&Autoscaler<'_>>) -> String {
    match range(used, scaler) {
        Some((first, count)) if count > 1 => format!("{first} to {}", first + count - 1),
        Some((first, _)) => first.to_string(),
        None => "0".to_owned(),
    }
}
