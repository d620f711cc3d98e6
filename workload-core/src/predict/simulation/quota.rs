//! ResourceQuotas: how many Pods a namespace may have, and what they may request together.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    Container, PodSpec, PodTemplateSpec, ResourceQuota, ResourceQuotaSpec, ResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::quota_scope::Scope;
use crate::k8s::values;

/// Amounts by the names that a quota has for them, in billionths.
type Amounts = BTreeMap<String, i128>;

/// One quota.
#[derive(Debug, Default)]
struct Quota {
    hard: Amounts,
    /// Which Pods it counts: those that are in all of its scopes.
    scopes: Vec<Scope>,
    used: Amounts,
}

/// The quotas by namespace and name.
#[derive(Debug, Default)]
pub(crate) struct Quotas(BTreeMap<String, BTreeMap<String, Quota>>);

/// One Pod, in billionths.
const ONE: i128 = 1_000_000_000;

/// Checks that a quota has room for what is `wanted` beside what is `used`.
fn check(name: &str, hard: &Amounts, used: &Amounts, wanted: &Amounts) -> Result<(), String> {
    if let Some(first) = hard.keys().find(|key| !wanted.contains_key(*key) && is_of_pods(key)) {
        return Err(format!("failed quota: {name}: must specify {first}"));
    }
    let of = |amounts: &Amounts, key: &str| amounts.get(key).copied().unwrap_or(0);
    let is_over = |(key, hard): &(&String, &i128)| {
        let wanted = of(wanted, key);
        wanted > 0 && of(used, key) + wanted > **hard
    };
    let Some((key, hard)) = hard.iter().find(is_over) else { return Ok(()) };
    let [wanted, used, hard] = [of(wanted, key), of(used, key), *hard].map(written_as);
    Err(format!(
        "exceeded quota: {name}, requested: {key}={wanted}, used: {key}={used}, limited: {key}={hard}"
    ))
}

impl Quotas {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over a quota, in place of an earlier one of its name.
    pub(crate) fn set(&mut self, quota: &ResourceQuota) {
        let namespace = quota.metadata.namespace.clone().unwrap_or_else(|| "default".to_owned());
        let spec: Option<ResourceQuotaSpec> = quota.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let hard = spec.hard.iter().flatten();
        let hard = hard.map(|(name, amount)| (plain(name).to_owned(), nanos(amount))).collect();
        let name = quota.metadata.name.clone().unwrap_or_default();
        let quota = Quota { hard, scopes: Scope::read(&spec), used: Amounts::new() };
        self.0.entry(namespace).or_default().insert(name, quota);
    }

    /// Counts the Pods that are there, by their namespaces.
    pub(crate) fn recount<'p>(&mut self, pods: impl Iterator<Item = (&'p str, &'p PodTemplateSpec)>) {
        self.0.values_mut().flat_map(BTreeMap::values_mut).for_each(|quota| quota.used.clear());
        for (namespace, written) in pods {
            self.count(namespace, written, 1);
        }
    }

    /// Adds a Pod to what the quotas of its namespace that count it have, or takes it away.
    fn count(&mut self, namespace: &str, written: &PodTemplateSpec, sign: i128) {
        let Some(quotas) = self.0.get_mut(namespace) else { return };
        let amounts = amounts(written);
        for quota in quotas.values_mut().filter(|quota| quota.counts(written)) {
            for (key, amount) in &amounts {
                *quota.used.entry(key.clone()).or_default() += sign * amount;
            }
        }
    }

    /// Counts a new Pod.
    ///
    /// # Errors
    ///
    /// When a quota is used up; the text is the API server's.
    pub(crate) fn take(&mut self, namespace: &str, written: &PodTemplateSpec) -> Result<(), String> {
        let Some(quotas) = self.0.get(namespace) else { return Ok(()) };
        let wanted = amounts(written);
        for (name, quota) in quotas.iter().filter(|(_, quota)| quota.counts(written)) {
            check(name, &quota.hard, &quota.used, &wanted)?;
        }
        self.count(namespace, written, 1);
        Ok(())
    }

    /// Counts a Pod no more.
    pub(crate) fn give_back(&mut self, namespace: &str, written: &PodTemplateSpec) {
        self.count(namespace, written, -1);
    }
}

impl Quota {
    fn counts(&self, written: &PodTemplateSpec) -> bool {
        self.scopes.iter().all(|scope| scope.has(written))
    }
}

/// What a quota counts of one Pod.
fn amounts(written: &PodTemplateSpec) -> Amounts {
    let mut amounts = Amounts::from([("pods".to_owned(), ONE)]);
    let Some(spec) = &written.spec else { return amounts };
    let (mut requests, mut limits) = (total(spec, requests), total(spec, limits));
    for (name, overhead) in spec.overhead.iter().flatten() {
        *requests.entry(name.clone()).or_default() += nanos(overhead);
        // Where nothing is limited, the overhead is no limit.
        limits.entry(name.clone()).and_modify(|limit| *limit += nanos(overhead));
    }
    for (kind, used) in [("requests", requests), ("limits", limits)] {
        amounts.extend(used.into_iter().map(|(name, amount)| (format!("{kind}.{name}"), amount)));
    }
    amounts
}

fn limits(resources: &ResourceRequirements) -> Amounts {
    resources.limits.iter().flatten().map(|(name, amount)| (name.clone(), nanos(amount))).collect()
}

/// A limit without a request is the request.
fn requests(resources: &ResourceRequirements) -> Amounts {
    let mut amounts = limits(resources);
    let own = resources.requests.iter().flatten();
    amounts.extend(own.map(|(name, amount)| (name.clone(), nanos(amount))));
    amounts
}

/// The containers of a Pod together, or its largest init container beside the sidecars that
/// started before it; what the Pod itself says counts instead.
fn total(spec: &PodSpec, of: fn(&ResourceRequirements) -> Amounts) -> Amounts {
    let own = |container: &Container| container.resources.as_ref().map(of).unwrap_or_default();
    let (mut sum, mut sidecars, mut largest) = (Amounts::new(), Amounts::new(), Amounts::new());
    for container in &spec.containers {
        add(&mut sum, &own(container));
    }
    for container in spec.init_containers.iter().flatten() {
        let mut its = own(container);
        add(&mut its, &sidecars);
        raise(&mut largest, &its);
        if container.restart_policy.as_deref() == Some("Always") {
            sidecars = its;
        }
    }
    add(&mut sum, &sidecars);
    raise(&mut sum, &largest);
    sum.extend(spec.resources.iter().flat_map(of));
    sum
}

fn add(sum: &mut Amounts, more: &Amounts) {
    for (name, amount) in more {
        *sum.entry(name.clone()).or_default() += amount;
    }
}

fn raise(sum: &mut Amounts, other: &Amounts) {
    for (name, amount) in other {
        let own = sum.entry(name.clone()).or_default();
        *own = (*own).max(*amount);
    }
}

/// One name for what has two: `cpu` is `requests.cpu`, `count/pods` is `pods`.
fn plain(name: &str) -> &str {
    match name {
        "cpu" => "requests.cpu",
        "memory" => "requests.memory",
        "count/pods" => "pods",
        other => other,
    }
}

/// Whether every Pod must say it, where a quota bounds it.
fn is_of_pods(name: &str) -> bool {
    matches!(name, "requests.cpu" | "requests.memory" | "limits.cpu" | "limits.memory")
}

fn nanos(Quantity(text): &Quantity) -> i128 {
    values::Quantity::parse(text.clone()).map_or(0, |quantity| quantity.nanos())
}

/// An amount as people write it: `2`, `500m`.
fn written_as(nanos: i128) -> String {
    if nanos % ONE == 0 { (nanos / ONE).to_string() } else { format!("{}m", nanos / (ONE / 1000)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(spec: &str) -> PodTemplateSpec {
        serde_yaml::from_str(&format!("{{spec: {spec}}}")).unwrap()
    }

    #[test]
    fn a_pod_counts_with_its_init_containers_and_overhead() {
        let counted = amounts(&written(
            "{overhead: {cpu: 250m}, initContainers: [{name: i, resources: {requests: {cpu: 2}}}], \
             containers: [{name: c, resources: {limits: {cpu: 500m}}}]}",
        ));
        assert_eq!(counted["requests.cpu"], 2_250_000_000);
        assert_eq!(counted["limits.cpu"], 750_000_000);
    }

    #[test]
    fn a_quota_of_a_scope_counts_its_pods_alone() {
        let mut quotas = Quotas::default();
        quotas.set(
            &serde_yaml::from_str("{metadata: {name: q}, spec: {hard: {pods: 1}, scopes: [BestEffort]}}")
                .unwrap(),
        );
        let plain = written("{containers: [{name: c}]}");
        let asks = written("{containers: [{name: c, resources: {requests: {cpu: 1}}}]}");
        assert!(quotas.take("default", &plain).is_ok());
        assert!(quotas.take("default", &asks).is_ok());
        assert!(quotas.take("default", &plain).unwrap_err().starts_with("exceeded quota: q"));
        quotas.give_back("default", &plain);
        assert!(quotas.take("default", &plain).is_ok());
    }
}
