//! R13: two workloads that take each other's Pods for their own.

use crate::k8s::selector::{CompactLabels, has_all};
use crate::syntax::text::FastMap;
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A workload selects its own Pods and no others.
    ///
    /// Two workloads of one namespace with the same selector see the Pods of both: an autoscaler measures them
    /// all, a budget and a Service count them all, a StatefulSet and a DaemonSet take over Pods that lose
    /// their owner. The server checks a selector against its own template only, and it cannot be changed
    /// later (article §3.2, §4.1).
    ///
    /// Only said of workloads in one file: a folder of examples holds many apps called `nginx`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: web}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: web}
    /// spec:
    ///   selector: {matchLabels: {app: shop, part: web}}
    ///   template:
    ///     metadata: {labels: {app: shop, part: web}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   selector: {matchLabels: {app: shop, part: worker}}
    ///   template:
    ///     metadata: {labels: {app: shop, part: worker}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ```
    R13 two_workloads_with_one_selector: Warning, ["3.2", "4.1"], Set(check)
}

/// Maximum number of workloads of one file that are compared with each other.
const MOST: usize = 200;

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    let mut by_file: FastMap<u32, Vec<(Member<'_>, &CompactLabels)>> = FastMap::default();
    for (member, workload) in set.workloads().filter(|(_, one)| one.selector().iter().next().is_some()) {
        let file = by_file.entry(set.file_of(&member)).or_default();
        if file.len() < MOST {
            file.push((member, workload.selector()));
        }
    }
    let mut files: Vec<_> = by_file.into_iter().collect();
    files.sort_unstable_by_key(|(file, _)| *file);
    for (_, members) in files {
        for (at, (later, _)) in members.iter().enumerate() {
            let meets = |(earlier, _): &&(Member<'_>, &CompactLabels)| {
                earlier.namespace_key() == later.namespace_key() && earlier.name != later.name
            };
            let takes = |one: &(Member<'_>, &CompactLabels), other: &Member<'_>| {
                let labels = other.record.workload().map(|workload| &workload.labels);
                has_all(one.1.iter(), &labels)
            };
            let found = members[..at].iter().filter(meets).find_map(|earlier| {
                let (first, second) = (takes(earlier, later), || takes(&members[at], &earlier.0));
                (first || second()).then_some((earlier, first))
            });
            match found {
                Some((earlier, true)) => say(&earlier.0, later, earlier.1, violations),
                Some((earlier, false)) => say(later, &earlier.0, members[at].1, violations),
                None => {}
            }
        }
    }
}

/// The selector of `one` fits the Pods of `other`: told at the later of both selectors.
fn say(one: &Member<'_>, other: &Member<'_>, wanted: &CompactLabels, violations: &mut Violations) {
    let labels: Vec<_> = wanted.iter().map(|(key, value)| format!("`{key}: {value}`")).collect();
    let message = format!(
        "the selector of {} fits the Pods of {} too: {}",
        one.shown(),
        other.shown(),
        labels.join(", ")
    );
    let (earlier, later) = if one.number < other.number { (one, other) } else { (other, one) };
    violations
        .report(later, &later.at().fields(&["spec", "selector"]), message)
        .see(earlier, &earlier.at().fields(&["spec", "selector"]), "the other selector")
        .help("give each its own label, such as `app.kubernetes.io/component`, in the template and in the selector");
}
