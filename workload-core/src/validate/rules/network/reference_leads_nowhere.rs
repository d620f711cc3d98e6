//! N07: an object that is called otherwise.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::pod_references::PodReference;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::Details;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// An object that Pods name is there under that name.
    ///
    /// A claim, a ConfigMap or a Secret that is not there keeps a Pod from starting, a `ServiceAccount` that is
    /// not there keeps it from being made, and only the events say so (article §4.2).
    ///
    /// It may be in a file that is not looked at, or be made by somebody else. So this is only said when an
    /// object of that kind stands near it that nothing uses, with a name like the one that is missing, or as
    /// the only one of its file, or in another namespace of the same file. A missing `imagePullSecrets` is
    /// advice: the image may be pulled without.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: upload}
    /// spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: uploads}
    /// spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ```
    N07 reference_leads_nowhere: Warning, ["4.2"], Set(check)
}

/// The kinds that Pods name, and what becomes of Pods without.
const KINDS: &[(&str, &str)] = &[
    ("PersistentVolumeClaim", "the Pods stay Pending"),
    ("ConfigMap", "the Pods do not start"),
    ("Secret", "the Pods do not start"),
    ("ServiceAccount", "no Pod is made"),
];

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    if !KINDS.iter().any(|(kind, _)| set.has_kind(kind)) {
        return;
    }
    for (member, workload) in set.workloads() {
        let path = member.pod_spec();
        let spec = PathBuilder::along(&path);
        let mut last = None;
        for reference in workload.references.iter().filter(|one| !one.optional || one.is_pull_secret()) {
            let this = (reference.kind, reference.name);
            let Some((kind, without)) = KINDS.iter().find(|(kind, _)| *kind == reference.kind) else {
                continue;
            };
            let there = || index.references().is_there(kind, reference.name);
            // A name that is repeated is one mistake.
            if last == Some(this) || !set.has_kind(kind) {
                continue;
            }
            if there() {
                if let Some(found) = index.references().elsewhere(set, kind, reference.name, &member) {
                    last = Some(this);
                    other_namespace(&member, &reference, &found, violations);
                }
                continue;
            }
            let Some(meant) = index.references().meant(set, kind, reference.name, &member) else { continue };
            last = Some(this);
            // An image may be pulled without.
            let is_pull = reference.is_pull_secret();
            let without = if is_pull { "images are pulled without it" } else { without };
            let message = format!("there is no {kind} `{}` here: {without}", reference.name);
            let found = violations
                .report(&member, &PathBuilder::along(&reference.path(&spec)), message)
                .see(&meant, &meant.at().fields(&["metadata", "name"]), "nothing uses this one")
                .help(format!("did you mean `{}`, which nothing uses?", meant.name));
            if is_pull && !are_registry_keys(&meant) {
                found.severity(Severity::Info);
            }
        }
    }
}

/// Whether a Secret holds what registries are asked with.
fn are_registry_keys(secret: &Member<'_>) -> bool {
    let Details::Secret(keys) = &secret.details else { return false };
    keys.iter().any(|key| matches!(key, ".dockerconfigjson" | ".dockercfg"))
}

fn other_namespace(
    member: &Member<'_>,
    reference: &PodReference<'_>,
    found: &Member<'_>,
    violations: &mut Violations,
) {
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let path = member.pod_spec();
    let message = format!(
        "the {} `{}` is in `{theirs}`, and Pods in `{own}` do not see it",
        reference.kind, reference.name
    );
    violations
        .report(member, &PathBuilder::along(&reference.path(&PathBuilder::along(&path))), message)
        .see_namespace_of(found, "it is here")
        .help(format!("make one in `{own}`, or put both into one namespace"));
}
