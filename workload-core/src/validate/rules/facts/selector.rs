//! Which Pods a selector means: the workloads of Services and budgets, found by their labels.

use std::iter::successors;

use crate::k8s::selector::{CompactLabels, CompactSelector, LabelLookup as _, has_all};
use crate::syntax::text::FastMap;
use crate::validate::rules::facts::container_place::small;
use crate::validate::rules::record::{BudgetRecord, CUSTOM_WORKLOAD, Details};
use crate::validate::rules::set::{Member, Set};

/// Maximum number of workloads looked at for one selector. In a heap of copies more may fit, and
/// none of them says more than the first ones do.
const MOST: usize = 64;

/// The number of a folder, and a label of a Pod in it.
type Pair<'r> = (u32, &'r str);

/// The workloads of a set by the labels of their Pods.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkloadsByLabel<'r> {
    by_pair: FastMap<Pair<'r>, Labelled>,
    links: Vec<Link>,
    /// The first workloads of each folder.
    by_folder: FastMap<u32, Vec<u32>>,
}

/// The workloads with one label.
#[derive(Clone, Copy, Debug, Default)]
struct Labelled {
    /// The numbers of the first and of the last link.
    ends: (u32, u32),
    count: u32,
}

/// One of the workloads with a label.
#[derive(Clone, Copy, Debug)]
struct Link {
    workload: u32,
    /// The number of the next link; its own for the last one.
    next: u32,
}

impl<'r> WorkloadsByLabel<'r> {
    /// The workloads of `set`.
    pub(crate) fn of(set: &Set<'r>) -> Self {
        let mut all = Self::default();
        for (member, workload) in set.workloads() {
            let (folder, number) = (set.folder_of(&member), small(member.number));
            let near = all.by_folder.entry(folder).or_default();
            if near.len() < MOST {
                near.push(number);
            }
            for label in workload.labels.joined() {
                all.add((folder, label), number);
            }
        }
        all
    }

    fn add(&mut self, pair: Pair<'r>, workload: u32) {
        let link = small(self.links.len());
        self.links.push(Link { workload, next: link });
        let labelled = self.by_pair.entry(pair).or_insert(Labelled { ends: (link, link), count: 0 });
        self.links[labelled.ends.1 as usize].next = link;
        labelled.ends.1 = link;
        labelled.count += 1;
    }

    /// The numbers of the workloads with a label.
    fn numbers(&self, labelled: Labelled) -> impl Iterator<Item = u32> {
        let first = (labelled.count > 0).then_some(labelled.ends.0);
        let next = |link: &u32| Some(self.links[*link as usize].next).filter(|next| next != link);
        successors(first, next).map(|link| self.links[link as usize].workload)
    }

    /// The workloads near `from`, in any namespace.
    pub(crate) fn near(&self, set: &Set<'r>, from: &Member<'_>) -> impl Iterator<Item = Member<'r>> {
        let near = self.by_folder.get(&set.folder_of(from)).map_or(&[][..], Vec::as_slice);
        near.iter().map(|number| set.member(*number as usize))
    }

    /// The workloads near `from` whose Pods have all `wanted` labels, in any namespace.
    pub(crate) fn with(&self, set: &Set<'r>, from: &Member<'_>, wanted: &CompactLabels) -> Vec<Member<'r>> {
        let folder = set.folder_of(from);
        let holding = |label| self.by_pair.get(&(folder, label)).copied().unwrap_or_default();
        // The rarest label leaves the least to look at.
        let rarest = wanted.joined().map(holding).min_by_key(|found| found.count).unwrap_or_default();
        let labelled = self.numbers(rarest).map(|number| set.member(number as usize));
        labelled.filter(|found| has_all(wanted.iter(), &pod_labels(found))).take(MOST).collect()
    }

    /// The workloads that the Service `from` sends its traffic to.
    pub(crate) fn behind(&self, set: &Set<'r>, from: &Member<'_>) -> Vec<Member<'r>> {
        let selector = from.service().and_then(|service| service.selector.as_ref());
        let Some(wanted) = selector else { return Vec::new() };
        self.with(set, from, wanted).into_iter().filter(|found| set.belongs(from, found)).collect()
    }

    /// The workloads that the budget `from` protects.
    pub(crate) fn protected(
        &self,
        set: &Set<'r>,
        from: &Member<'_>,
        budget: &BudgetRecord,
    ) -> Vec<Member<'r>> {
        budget.selector.as_ref().map(|wanted| self.selected(set, from, wanted)).unwrap_or_default()
    }

    /// The workloads of the namespace of `from` that a selector means.
    pub(crate) fn selected(
        &self,
        set: &Set<'r>,
        from: &Member<'_>,
        wanted: &CompactSelector,
    ) -> Vec<Member<'r>> {
        let fits = |found: &Member<'r>| set.belongs(from, found) && wanted.selects(&pod_labels(found));
        if wanted.labels.is_empty() {
            self.near(set, from).filter(fits).collect()
        } else {
            self.with(set, from, &wanted.labels).into_iter().filter(fits).collect()
        }
    }

    /// The Services in front of each workload, by the workload's number.
    pub(crate) fn fronts(&self, set: &Set<'r>) -> FastMap<usize, Vec<Member<'r>>> {
        let mut fronts: FastMap<usize, Vec<_>> = FastMap::default();
        for service in set.of_kind("Service") {
            for workload in self.behind(set, &service) {
                fronts.entry(workload.number).or_default().push(service);
            }
        }
        fronts
    }
}

/// Whether a custom resource near `from` makes Pods with all `wanted` labels, as an Argo Rollout does.
pub(crate) fn are_of_a_custom_workload<'w>(
    set: &Set<'_>,
    from: &Member<'_>,
    wanted: impl Iterator<Item = (&'w str, &'w str)> + Clone,
) -> bool {
    set.of_kind(CUSTOM_WORKLOAD).any(|one| {
        let Details::CustomWorkload(workload) = &one.record.details else { return false };
        set.same_folder(from, &one) && has_all(wanted.clone(), &workload.1)
    })
}

/// The labels of a workload's Pods.
pub(crate) fn pod_labels<'r>(member: &Member<'r>) -> Option<&'r CompactLabels> {
    member.record.workload().map(|workload| &workload.labels)
}

/// Whether any label of `wanted` is among the labels of a workload's Pods, with that value.
pub(crate) fn has_any(wanted: &CompactLabels, member: &Member<'_>) -> bool {
    let own = pod_labels(member);
    wanted.iter().any(|(key, value)| own.label(key) == Some(value))
}
