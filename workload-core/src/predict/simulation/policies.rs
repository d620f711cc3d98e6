//! What bounds the Pods of a namespace, or says which of them matter most.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1::{
    Container, LimitRange, LimitRangeItem, LimitRangeSpec, PodTemplateSpec, ResourceQuota,
};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use serde_json::Value;

use super::quota::Quotas;
use crate::k8s::values;

/// An object that no controller looks after, and that admission and the scheduler go by.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Policy {
    /// How much the Pods of a namespace may have together.
    ResourceQuota(Box<ResourceQuota>),
    /// What a container of a namespace may have, and what it has unless it says otherwise.
    LimitRange(Box<LimitRange>),
    /// How the volumes of its claims are made.
    StorageClass(Box<StorageClass>),
    /// How important Pods are.
    PriorityClass(Box<PriorityClass>),
}

impl Policy {
    /// The policy that an object in JSON is; `None` for any other kind.
    #[must_use]
    pub fn from_json(object: &Value) -> Option<Self> {
        fn typed<T: serde::de::DeserializeOwned>(object: &Value) -> Option<Box<T>> {
            serde_json::from_value(object.clone()).ok().map(Box::new)
        }
        match object["kind"].as_str()? {
            "ResourceQuota" => typed(object).map(Self::ResourceQuota),
            "LimitRange" => typed(object).map(Self::LimitRange),
            "StorageClass" => typed(object).map(Self::StorageClass),
            "PriorityClass" => typed(object).map(Self::PriorityClass),
            _ => None,
        }
    }
}

/// How important a Pod is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Priority {
    pub(crate) value: i32,
    /// Whether others that are less important are ended for it.
    pub(crate) preempts: bool,
}

/// All policies.
#[derive(Debug, Default)]
pub(crate) struct Policies {
    pub(crate) quotas: Quotas,
    limits: BTreeMap<String, BTreeMap<String, Vec<LimitRangeItem>>>,
    priorities: BTreeMap<String, Priority>,
    /// The storage classes whose volumes can grow.
    expandable: BTreeSet<String>,
    /// The class of Pods that name none.
    usual: Option<String>,
}

impl Policies {
    /// Takes a policy over, in place of an earlier one of its name.
    pub(crate) fn set(&mut self, policy: &Policy) {
        match policy {
            Policy::ResourceQuota(quota) => self.quotas.set(quota),
            Policy::LimitRange(range) => self.set_limits(range),
            Policy::StorageClass(class) => {
                if class.allow_volume_expansion == Some(true) {
                    self.expandable.extend(class.metadata.name.clone());
                }
            }
            Policy::PriorityClass(class) => self.set_priority(class),
        }
    }

    fn set_limits(&mut self, range: &LimitRange) {
        let namespace = range.metadata.namespace.clone().unwrap_or_else(|| "default".to_owned());
        let spec: Option<LimitRangeSpec> = range.spec.clone().into();
        let name = range.metadata.name.clone().unwrap_or_default();
        let limits = spec.unwrap_or_default().limits.into_iter().map(completed).collect();
        self.limits.entry(namespace).or_default().insert(name, limits);
    }

    fn set_priority(&mut self, class: &PriorityClass) {
        let name = class.metadata.name.clone().unwrap_or_default();
        let preempts = class.preemption_policy.as_deref() != Some("Never");
        if class.global_default == Some(true) {
            self.usual = Some(name.clone());
        }
        let value: Option<i32> = class.value.into();
        self.priorities.insert(name, Priority { value: value.unwrap_or(0), preempts });
    }

    /// Whether volumes of a storage class can grow.
    pub(crate) fn expands(&self, class: &str) -> bool {
        self.expandable.contains(class)
    }

    /// How important the Pods of a template are.
    pub(crate) fn priority(&self, written: &PodTemplateSpec) -> Priority {
        let spec = written.spec.as_ref();
        let class = spec.and_then(|spec| spec.priority_class_name.as_deref()).or(self.usual.as_deref());
        let of_class = match class {
            Some("system-node-critical") => Some(Priority { value: 2_000_001_000, preempts: true }),
            Some("system-cluster-critical") => Some(Priority { value: 2_000_000_000, preempts: true }),
            class => class.and_then(|name| self.priorities.get(name)).copied(),
        };
        let plain = spec.and_then(|spec| spec.priority).unwrap_or(0);
        let mut priority = of_class.unwrap_or(Priority { value: plain, preempts: true });
        if spec.and_then(|spec| spec.preemption_policy.as_deref()) == Some("Never") {
            priority.preempts = false;
        }
        priority
    }

    /// The template with what the namespace's limit ranges add; `None` when there are none.
    ///
    /// # Errors
    ///
    /// When a container asks for more or less than it may.
    pub(crate) fn limited(
        &self,
        namespace: &str,
        written: &PodTemplateSpec,
    ) -> Result<Option<PodTemplateSpec>, String> {
        let Some(ranges) = self.limits.get(namespace) else { return Ok(None) };
        let mut written = written.clone();
        let items = ranges.values().flatten().filter(|item| item.type_ == "Container");
        let items: Vec<_> = items.collect();
        let spec = written.spec.iter_mut();
        let containers =
            spec.flat_map(|spec| spec.containers.iter_mut().chain(spec.init_containers.iter_mut().flatten()));
        for container in containers {
            limit(container, &items)?;
        }
        Ok(Some(written))
    }
}

type Amounts = BTreeMap<String, Quantity>;

/// A limit with the server's defaults: what is the most is the limit unless it is said, and that
/// is the request.
fn completed(mut item: LimitRangeItem) -> LimitRangeItem {
    if item.type_ == "Container" {
        let mut limits = item.default.take().unwrap_or_default();
        add_missing(&mut limits, item.max.as_ref());
        let mut requests = item.default_request.take().unwrap_or_default();
        add_missing(&mut requests, Some(&limits));
        add_missing(&mut requests, item.min.as_ref());
        (item.default, item.default_request) = (Some(limits), Some(requests));
    }
    item
}

fn add_missing(amounts: &mut Amounts, defaults: Option<&Amounts>) {
    for (name, amount) in defaults.into_iter().flatten() {
        amounts.entry(name.clone()).or_insert_with(|| amount.clone());
    }
}

fn check(item: &LimitRangeItem, requests: &Amounts, limits: &Amounts) -> Result<(), String> {
    check_max(item, requests, limits)?;
    check_min(item, requests)
}

fn check_max(item: &LimitRangeItem, requests: &Amounts, limits: &Amounts) -> Result<(), String> {
    for (name, max) in item.max.iter().flatten() {
        let usage = format!("maximum {name} usage per Container is {}", max.0);
        for (used, what) in [(limits, "limit"), (requests, "request")] {
            if let Some(amount) = used.get(name).filter(|amount| nanos(amount) > nanos(max)) {
                return Err(format!("{usage}, but {what} is {}", amount.0));
            }
        }
        if !limits.contains_key(name) {
            return Err(format!("{usage}.  No limit is specified"));
        }
    }
    Ok(())
}

fn check_min(item: &LimitRangeItem, requests: &Amounts) -> Result<(), String> {
    for (name, min) in item.min.iter().flatten() {
        let usage = format!("minimum {name} usage per Container is {}", min.0);
        match requests.get(name) {
            Some(amount) if nanos(amount) >= nanos(min) => {}
            Some(amount) => return Err(format!("{usage}, but request is {}", amount.0)),
            None => return Err(format!("{usage}.  No request is specified")),
        }
    }
    Ok(())
}

/// Gives a container the defaults of its namespace, and checks what it asks for then.
fn limit(container: &mut Container, items: &[&LimitRangeItem]) -> Result<(), String> {
    let resources = container.resources.get_or_insert_default();
    let limits = resources.limits.get_or_insert_default();
    for item in items {
        add_missing(limits, item.default.as_ref());
    }
    let requests = resources.requests.get_or_insert_default();
    for item in items {
        add_missing(requests, item.default_request.as_ref());
    }
    add_missing(requests, Some(&*limits));
    items.iter().try_for_each(|item| check(item, requests, limits))
}

fn nanos(Quantity(text): &Quantity) -> i128 {
    values::Quantity::parse(text.clone()).map_or(0, |quantity| quantity.nanos())
}
