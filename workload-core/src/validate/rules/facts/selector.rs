//! Which Pods a selector means: the workloads of Services and budgets, found by their labels.

use std::collections::HashMap;

use k8s_openapi::api::core::v1::ServiceSpec;
use k8s_openapi::api::policy::v1::PodDisruptionBudgetSpec;

use crate::k8s::selector::{Labels, has_all, selects};
use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::set::Set;

/// So many workloads are looked at for one selector. In a heap of copies more may fit, and none
/// of them says more than the first ones do.
const MOST: usize = 64;

/// A label of a Pod, and the folder that it stands in.
type Pair<'s> = (&'s str, &'s str, &'s str);

/// The workloads of a set by the labels of their Pods.
#[derive(Clone, Debug)]
pub(crate) struct WorkloadsByLabel<'s> {
    set: &'s Set,
    by_pair: HashMap<Pair<'s>, Vec<usize>>,
    by_folder: HashMap<&'s str, Vec<usize>>,
}

impl<'s> WorkloadsByLabel<'s> {
    /// The workloads of `set`.
    pub(crate) fn of(set: &'s Set) -> Self {
        let (mut by_pair, mut by_folder): (HashMap<Pair<'s>, Vec<_>>, HashMap<_, Vec<_>>) =
            Default::default();
        for subject in set.workloads() {
            let folder = set.folder_of(&subject);
            by_folder.entry(folder).or_default().push(subject.number);
            for (key, value) in pod_labels(&subject).into_iter().flatten() {
                by_pair.entry((folder, key, value)).or_default().push(subject.number);
            }
        }
        Self { set, by_pair, by_folder }
    }

    /// The workloads near `from`, in any namespace.
    pub(crate) fn near(&self, from: &Subject<'_>) -> impl Iterator<Item = Subject<'s>> + use<'s, '_> {
        let numbers = self.by_folder.get(self.set.folder_of(from)).map_or(&[][..], Vec::as_slice);
        let set = self.set;
        numbers.iter().take(MOST).map(move |number| set.subject(*number))
    }

    /// The workloads near `from` whose Pods have all `wanted` labels, in any namespace.
    pub(crate) fn with(&self, from: &Subject<'_>, wanted: &Labels) -> Vec<Subject<'s>> {
        let folder = self.set.folder_of(from);
        let numbers = wanted.iter().map(|(key, value)| self.holding((folder, key, value)));
        // The rarest label leaves the least to look at.
        let rarest = numbers.min_by_key(|numbers| numbers.len()).unwrap_or_default();
        let fitting = rarest.iter().map(|number| self.set.subject(*number));
        let labelled = fitting.filter(|found| pod_labels(found).is_some_and(|own| has_all(own, wanted)));
        labelled.take(MOST).collect()
    }

    fn holding<'a>(&'a self, pair: Pair<'a>) -> &'a [usize] {
        self.by_pair.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// The workloads that the Service `from` sends its traffic to.
    pub(crate) fn behind(&self, from: &Subject<'_>) -> Vec<Subject<'s>> {
        let Some(wanted) = service(from.object).and_then(selector) else { return Vec::new() };
        self.with(from, wanted).into_iter().filter(|found| self.set.belongs(from, found)).collect()
    }

    /// The workloads that the budget `from` protects.
    pub(crate) fn protected(&self, from: &Subject<'_>) -> Vec<Subject<'s>> {
        let Some(wanted) = budget(from.object).and_then(|budget| budget.selector.as_ref()) else {
            return Vec::new();
        };
        let fits =
            |found: &Subject<'s>| self.set.belongs(from, found) && selects(Some(wanted), &pod_labels(found));
        match &wanted.match_labels {
            Some(labels) if !labels.is_empty() => self.with(from, labels).into_iter().filter(fits).collect(),
            _ => self.near(from).filter(fits).collect(),
        }
    }

    /// The Services in front of each workload, by the workload's number.
    pub(crate) fn fronts(&self) -> HashMap<usize, Vec<Subject<'s>>> {
        let mut fronts: HashMap<usize, Vec<_>> = HashMap::new();
        for service in self.set.of_kind("Service") {
            for workload in self.behind(&service) {
                fronts.entry(workload.number).or_default().push(service);
            }
        }
        fronts
    }
}

/// The labels of a workload's Pods.
pub(crate) fn pod_labels<'s>(subject: &Subject<'s>) -> Option<&'s Labels> {
    subject.pod()?.meta?.labels.as_ref()
}

/// A Service's spec.
pub(crate) fn service(object: &Object) -> Option<&ServiceSpec> {
    let Object::Service(service) = object else { return None };
    service.spec.get()
}

/// What a Service selects by; none when it selects nothing by itself.
pub(crate) fn selector(spec: &ServiceSpec) -> Option<&Labels> {
    let external = spec.type_.as_deref() == Some("ExternalName");
    spec.selector.as_ref().filter(|selector| !selector.is_empty() && !external)
}

/// A budget's spec.
pub(crate) fn budget(object: &Object) -> Option<&PodDisruptionBudgetSpec> {
    let Object::PodDisruptionBudget(budget) = object else { return None };
    budget.spec.get()
}
