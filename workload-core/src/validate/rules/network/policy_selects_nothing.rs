//! N13: a policy for Pods, or for a port of theirs, that are not there.

use crate::k8s::selector::LabelLookup as _;
use crate::validate::rules::facts::selector::{has_any, pod_labels};
use crate::validate::rules::facts::service_ports::open_ports;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{Details, PolicyRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A `NetworkPolicy` selects Pods that are there, and ports that they have.
    ///
    /// One that selects nothing protects nobody, and a port by a name that no container has lets nobody in
    /// (article §8.4).
    ///
    /// Only said where a workload in the same file is plainly meant.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: api}
    /// spec:
    ///   podSelector: {matchLabels: {name: api}}
    ///   ingress: [{ports: [{port: 8080}]}]
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api, labels: {app: api}}
    /// spec: {containers: [{name: api, image: "api:v1"}]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: api}
    /// spec:
    ///   podSelector: {matchLabels: {app: api}}
    ///   ingress: [{ports: [{port: 8080}]}]
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api, labels: {app: api}}
    /// spec: {containers: [{name: api, image: "api:v1"}]}
    /// ```
    N13 policy_selects_nothing: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    for member in set.of_kind("NetworkPolicy") {
        let Details::Policy(policy) = &member.record.details else { continue };
        let selected = index.by_label().selected(set, &member, &policy.selector);
        if selected.is_empty() {
            nobody(index, &member, policy, violations);
        } else {
            unknown_ports(&member, policy, &selected, violations);
        }
    }
}

fn nobody(index: &Index<'_>, member: &Member<'_>, policy: &PolicyRecord, violations: &mut Violations) {
    let set = &index.set;
    let wanted = &policy.selector.labels;
    if wanted.is_empty() {
        return;
    }
    let mut near = index.by_label().near(set, member).filter(|other| set.belongs(member, other));
    let is_meant = |other: &Member<'_>| {
        set.same_file(member, other) && (member.name == other.name || has_any(wanted, other))
    };
    let Some(meant) = near.find(is_meant) else { return };
    let own = pod_labels(&meant);
    let Some((key, value)) = wanted.iter().find(|(key, value)| own.label(key) != Some(value)) else { return };
    // A program may make the Pods of a part of which no workload is here.
    let is_part = own.label(key).is_some_and(|other| !other.contains(value) && !value.contains(other));
    if is_part && member.name != meant.name && wanted.iter().count() > 1 {
        return;
    }
    let has = match own.label(key) {
        Some(other) => format!("`{key}: {other}`"),
        None => format!("no label `{key}`"),
    };
    let (at, seen) = (member.at(), meant.at());
    let selector = at.fields(&["spec", "podSelector", "matchLabels"]);
    let holder = seen.fields(meant.workload().and_then(|workload| workload.pod_path).unwrap_or_default());
    let message = format!("no Pod has the label `{key}: {value}`; those of {} have {has}", meant.shown());
    violations
        .report(member, &selector.key(key), message)
        .see(&meant, &holder.fields(&["metadata", "labels"]), "the labels of its Pods")
        .help("select by labels that the Pods have: as it is, the policy is for nobody");
}

fn unknown_ports(
    member: &Member<'_>,
    policy: &PolicyRecord,
    selected: &[Member<'_>],
    violations: &mut Violations,
) {
    for (rule, number, name) in &policy.ports {
        let mut open = selected.iter().filter_map(|one| one.record.workload()).flat_map(open_ports);
        if open.any(|(_, port)| port.name == Some(&**name)) {
            continue;
        }
        let at = member.at();
        let rules = at.fields(&["spec", "ingress"]);
        let one = rules.index(*rule);
        let ports = one.field("ports");
        let first = &selected[0];
        let message =
            format!("no container of {} has a port called `{name}`: nobody is let in", first.shown());
        violations
            .report(member, &ports.index(*number).field("port"), message)
            .help("use the number of the port, or the name that the container gives it");
    }
}
