//! ResourceQuotas: how many Pods a namespace may have, and what they may request together.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodTemplateSpec, ResourceQuota, ResourceQuotaSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::k8s::values;

/// Amounts by the names that a quota has for them, in billionths.
type Amounts = BTreeMap<String, i128>;

/// The quotas and what is used, by namespace.
#[derive(Debug, Default)]
pub(crate) struct Quotas {
    limits: BTreeMap<String, BTreeMap<String, Amounts>>,
    used: BTreeMap<String, Amounts>,
}

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
    /// Takes over a quota, in place of an earlier one of its name.
    pub(crate) fn set(&mut self, quota: &ResourceQuota) {
        let namespace = quota.metadata.namespace.clone().unwrap_or_else(|| "default".to_owned());
        let spec: Option<ResourceQuotaSpec> = quota.spec.clone().into();
        let hard = spec.unwrap_or_default().hard.unwrap_or_default();
        let amounts = hard.iter().map(|(name, amount)| (plain(name).to_owned(), nanos(amount))).collect();
        let name = quota.metadata.name.clone().unwrap_or_default();
        self.limits.entry(namespace).or_default().insert(name, amounts);
    }

    /// Counts the Pods that are there, by their namespaces.
    pub(crate) fn recount<'p>(&mut self, pods: impl Iterator<Item = (&'p str, &'p PodTemplateSpec)>) {
        self.used.clear();
        for (namespace, written) in pods.filter(|(namespace, _)| self.limits.contains_key(*namespace)) {
            let used = self.used.entry(namespace.to_owned()).or_default();
            for (key, amount) in amounts(written) {
                *used.entry(key).or_default() += amount;
            }
        }
    }

    /// Counts a new Pod.
    ///
    /// # Errors
    ///
    /// When a quota is used up; the text is the API server's.
    pub(crate) fn take(&mut self, namespace: &str, written: &PodTemplateSpec) -> Result<(), String> {
        if !self.limits.contains_key(namespace) {
            return Ok(());
        }
        let wanted = amounts(written);
        let used = self.used.entry(namespace.to_owned()).or_default();
        for (name, hard) in self.limits.get(namespace).into_iter().flatten() {
            check(name, hard, used, &wanted)?;
        }
        for (key, amount) in wanted {
            *used.entry(key).or_default() += amount;
        }
        Ok(())
    }

    /// Counts a Pod no more.
    pub(crate) fn give_back(&mut self, namespace: &str, written: &PodTemplateSpec) {
        let Some(used) = self.used.get_mut(namespace) else { return };
        for (key, amount) in amounts(written) {
            if let Some(own) = used.get_mut(&key) {
                *own -= amount;
            }
        }
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
