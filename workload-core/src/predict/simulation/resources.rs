//! What Pods take of a node, and what is left.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{Container, PodSpec, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::k8s::values;

/// Amounts of cpu and memory, of which others are kept by name, and a number of Pods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// Thousandths of a cpu.
    pub cpu_millis: u64,
    /// Bytes.
    pub memory: u64,
    /// Pods.
    pub pods: u64,
    /// Anything else that is counted, such as `nvidia.com/gpu`, in thousandths.
    pub others: BTreeMap<String, u64>,
}

/// What a container without requests counts as where nodes are scored: 100m and 200Mi.
const USUAL_CPU: u64 = 100;
const USUAL_MEMORY: u64 = 200 << 20;

/// The cpu and memory of Pods as the scores of nodes count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScoredRequests {
    pub(crate) cpu_millis: u64,
    pub(crate) memory: u64,
}

impl ScoredRequests {
    /// What a Pod of this spec counts as, each container with its request or what is usual.
    pub(crate) fn of(spec: &PodSpec) -> Self {
        let or = |requested: u64, usual: u64| if requested == 0 { usual } else { requested };
        let sidecars = spec.init_containers.iter().flatten().filter(|container| is_sidecar(container));
        let mut sum = Self::default();
        for container in spec.containers.iter().chain(sidecars) {
            let own = Resources::of(container.resources.as_ref());
            let (cpu_millis, memory) = (or(own.cpu_millis, USUAL_CPU), or(own.memory, USUAL_MEMORY));
            sum.add(Self { cpu_millis, memory });
        }
        let all = Resources::requested(spec);
        Self { cpu_millis: sum.cpu_millis.max(all.cpu_millis), memory: sum.memory.max(all.memory) }
    }

    /// Adds what another takes.
    pub(crate) fn add(&mut self, other: Self) {
        self.cpu_millis += other.cpu_millis;
        self.memory += other.memory;
    }

    /// Gives back what another took.
    pub(crate) fn subtract(&mut self, other: Self) {
        self.cpu_millis -= other.cpu_millis;
        self.memory -= other.memory;
    }
}

impl Resources {
    /// What one Pod requests: the sum of its containers, or its largest init container beside the
    /// sidecars that started before it; what the Pod itself says instead; and its overhead.
    pub(crate) fn requested(spec: &PodSpec) -> Self {
        let (mut sum, mut largest) = (Self { pods: 1, ..Self::default() }, Self::default());
        let mut sidecars = Self::default();
        for container in &spec.containers {
            sum.add(&Self::of(container.resources.as_ref()));
        }
        for container in spec.init_containers.iter().flatten() {
            let mut own = Self::of(container.resources.as_ref());
            if is_sidecar(container) {
                sidecars.add(&own);
                largest.raise(&sidecars);
            } else {
                own.add(&sidecars);
                largest.raise(&own);
            }
        }
        sum.add(&sidecars);
        sum.raise(&largest);
        sum.override_with(spec.resources.as_ref());
        for (name, quantity) in spec.overhead.iter().flatten() {
            let mut overhead = Self::default();
            overhead.set(name, quantity);
            sum.add(&overhead);
        }
        sum
    }

    /// Resources of the Pod itself: its requests count instead of the containers', its limits
    /// where no container requests any.
    fn override_with(&mut self, resources: Option<&ResourceRequirements>) {
        let Some(resources) = resources else { return };
        let requests = resources.requests.iter().flatten();
        let limits = resources.limits.iter().flatten().filter(|(name, _)| self.amount(name) == 0);
        let limits: Vec<_> = limits.collect();
        for (name, quantity) in limits.into_iter().chain(requests) {
            if matches!(name.as_str(), "cpu" | "memory") || name.starts_with("hugepages-") {
                self.set(name, quantity);
            }
        }
    }

    fn amount(&self, name: &str) -> u64 {
        match name {
            "cpu" => self.cpu_millis,
            "memory" => self.memory,
            other => self.others.get(other).copied().unwrap_or(0),
        }
    }

    fn of(resources: Option<&ResourceRequirements>) -> Self {
        let mut room = Self::default();
        let Some(resources) = resources else { return room };
        let limits = resources.limits.iter().flatten();
        // A limit without a request is the request.
        for (name, quantity) in limits.chain(resources.requests.iter().flatten()) {
            room.set(name, quantity);
        }
        room
    }

    /// Sets one amount by its name.
    pub(crate) fn set(&mut self, name: &str, Quantity(text): &Quantity) {
        let nanos = values::Quantity::parse(text.clone()).map_or(0, |quantity| quantity.nanos().max(0));
        let amount = |unit: i128| u64::try_from((nanos + unit - 1) / unit).unwrap_or(u64::MAX);
        match name {
            "cpu" => self.cpu_millis = amount(1_000_000),
            "memory" => self.memory = amount(1_000_000_000),
            "pods" => self.pods = amount(1_000_000_000),
            other => {
                self.others.insert(other.to_owned(), amount(1_000_000));
            }
        }
    }

    /// Adds what another takes.
    pub(crate) fn add(&mut self, other: &Self) {
        // Who asks for nearly everything there is asks for no more with another.
        self.cpu_millis = self.cpu_millis.saturating_add(other.cpu_millis);
        self.memory = self.memory.saturating_add(other.memory);
        self.pods = self.pods.saturating_add(other.pods);
        for (name, amount) in &other.others {
            let own = self.others.entry(name.clone()).or_default();
            *own = own.saturating_add(*amount);
        }
    }

    /// Gives back what another took.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.cpu_millis = self.cpu_millis.saturating_sub(other.cpu_millis);
        self.memory = self.memory.saturating_sub(other.memory);
        self.pods = self.pods.saturating_sub(other.pods);
        for (name, amount) in &other.others {
            if let Some(own) = self.others.get_mut(name) {
                *own = own.saturating_sub(*amount);
            }
        }
    }

    fn raise(&mut self, other: &Self) {
        self.cpu_millis = self.cpu_millis.max(other.cpu_millis);
        self.memory = self.memory.max(other.memory);
        for (name, amount) in &other.others {
            let own = self.others.entry(name.clone()).or_default();
            *own = (*own).max(*amount);
        }
    }

    /// What of `wanted` does not fit beside `used`, in the scheduler's words.
    pub(crate) fn lacks(&self, used: &Self, wanted: &Self) -> Vec<String> {
        let short = |wanted: u64, used: u64, all: u64| wanted > 0 && used.saturating_add(wanted) > all;
        let mut lacking = Vec::new();
        for (wanted, used, all, reason) in [
            (wanted.pods, used.pods, self.pods, "Too many pods"),
            (wanted.cpu_millis, used.cpu_millis, self.cpu_millis, "Insufficient cpu"),
            (wanted.memory, used.memory, self.memory, "Insufficient memory"),
        ] {
            if short(wanted, used, all) {
                lacking.push(reason.to_owned());
            }
        }
        let of = |all: &Self, name: &str| all.others.get(name).copied().unwrap_or(0);
        let is_short = |(name, wanted): &(&String, &u64)| short(**wanted, of(used, name), of(self, name));
        let others = wanted.others.iter().filter(is_short);
        lacking.extend(others.map(|(name, _)| format!("Insufficient {name}")));
        lacking
    }
}

/// Whether an init container keeps running beside the others.
fn is_sidecar(container: &Container) -> bool {
    container.restart_policy.as_deref() == Some("Always")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_takes_its_containers_or_its_largest_init_container() {
        let spec: PodSpec = serde_yaml::from_str(
            "initContainers: [{name: a, resources: {requests: {cpu: '2'}}}]\n\
             containers: [{name: b, resources: {requests: {cpu: 500m, memory: 1Gi}}}, {name: c, resources: {limits: {cpu: 250m}}}]",
        )
        .unwrap();
        let room = Resources::requested(&spec);
        assert_eq!((room.cpu_millis, room.memory, room.pods), (2000, 1 << 30, 1));
    }

    fn cpu(spec: &str) -> u64 {
        Resources::requested(&serde_yaml::from_str(spec).unwrap()).cpu_millis
    }

    #[test]
    fn an_init_container_runs_beside_the_sidecars_before_it() {
        let container = |name: &str, cpu: &str, extra: &str| {
            format!("{{name: {name}, resources: {{requests: {{cpu: '{cpu}'}}}}{extra}}}")
        };
        let [sidecar, init, main] = [
            container("s", "1", ", restartPolicy: Always"),
            container("i", "2", ""),
            container("m", "500m", ""),
        ];
        assert_eq!(cpu(&format!("{{initContainers: [{sidecar}, {init}], containers: [{main}]}}")), 3000);
        assert_eq!(cpu(&format!("{{initContainers: [{init}, {sidecar}], containers: [{main}]}}")), 2000);
        assert_eq!(cpu(&format!("{{initContainers: [{sidecar}], containers: [{main}]}}")), 1500);
    }

    #[test]
    fn a_pod_has_requests_and_overhead_of_its_own() {
        let containers = "containers: [{name: c, resources: {requests: {cpu: 500m}}}]";
        assert_eq!(cpu(&format!("{{resources: {{requests: {{cpu: '2'}}}}, {containers}}}")), 2000);
        assert_eq!(cpu(&format!("{{resources: {{limits: {{cpu: '2'}}}}, {containers}}}")), 500);
        assert_eq!(cpu("{resources: {limits: {cpu: '2'}}, containers: [{name: c}]}"), 2000);
        assert_eq!(cpu(&format!("{{overhead: {{cpu: 250m}}, {containers}}}")), 750);
    }
}
