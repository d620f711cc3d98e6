//! ResourceQuotas: how many Pods a namespace may have, and what they may request together.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodTemplateSpec, ResourceQuota, ResourceQuotaSpec};
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
    for container in written.spec.iter().flat_map(|spec| &spec.containers) {
        let Some(resources) = &container.resources else { continue };
        let limits = resources.limits.clone().unwrap_or_default();
        let mut requests = limits.clone();
        requests.extend(resources.requests.clone().unwrap_or_default());
        for (kind, used) in [("requests", requests), ("limits", limits)] {
            for (name, amount) in used {
                *amounts.entry(format!("{kind}.{name}")).or_default() += nanos(&amount);
            }
        }
    }
    amounts
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
