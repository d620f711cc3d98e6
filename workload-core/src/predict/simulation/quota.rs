//! ResourceQuotas: how many Pods a namespace may have.

use std::collections::BTreeMap;

use super::resources::Resources;

/// One quota on the number of Pods.
#[derive(Debug)]
struct Quota {
    name: String,
    pods: u64,
}

/// The quotas and what is used, by namespace.
#[derive(Debug, Default)]
pub(crate) struct Quotas {
    limits: BTreeMap<String, Vec<Quota>>,
    used: BTreeMap<String, u64>,
}

impl Quotas {
    /// Adds a quota to a namespace that has so many Pods.
    pub(crate) fn limit(&mut self, namespace: &str, name: &str, pods: u64, used: u64) {
        self.used.insert(namespace.to_owned(), used);
        let limits = self.limits.entry(namespace.to_owned()).or_default();
        limits.retain(|quota| quota.name != name);
        limits.push(Quota { name: name.to_owned(), pods });
    }

    /// Counts a new Pod.
    ///
    /// # Errors
    ///
    /// When a quota is used up; the text is the API server's.
    pub(crate) fn take(&mut self, namespace: &str, requests: &Resources) -> Result<(), String> {
        if self.limits.is_empty() {
            return Ok(());
        }
        let used = self.used.entry(namespace.to_owned()).or_default();
        for Quota { name, pods } in self.limits.get(namespace).into_iter().flatten() {
            if *used + requests.pods > *pods {
                return Err(format!(
                    "exceeded quota: {name}, requested: pods={}, used: pods={used}, limited: pods={pods}",
                    requests.pods
                ));
            }
        }
        *used += requests.pods;
        Ok(())
    }

    /// Counts a Pod no more.
    pub(crate) fn give_back(&mut self, namespace: &str, requests: &Resources) {
        if let Some(used) = self.used.get_mut(namespace) {
            *used = used.saturating_sub(requests.pods);
        }
    }
}
