//! N06: the name of a Pod that will be called otherwise tomorrow.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::pod_names::{RandomName, random_name};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::{Member, Set};
use crate::validate::rules::violation::Violations;

rule! {
    /// No text names a Pod whose name was made up.
    ///
    /// The Pods of a Deployment are called by the hash of their template and five letters at
    /// random: at the next update, or when the Pod is replaced, the name is gone, and whoever
    /// has it written down finds nobody. A Service is a name that stays; a StatefulSet gives
    /// each Pod one (article §1.1, §3.2, §4.2).
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data:
    ///   REDIS_MASTER: redis-66b6c48dd5-7gl6h
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data:
    ///   REDIS_MASTER: redis-0.redis-service
    /// ```
    N06 random_pod_name_written_down: Warning, ["1.1", "3.2", "4.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.members() {
        for (path, names) in member.record.mentions.iter().flat_map(|mentions| &mentions.random) {
            // One violation for each text: a list of Pods is one mistake.
            let named = names.iter().find_map(|name| {
                let random = random_name(name)?;
                let owner = owner(&index.set, &member, &random);
                (random.certain || owner.is_some()).then_some((name, owner))
            });
            let Some((name, owner)) = named else { continue };
            let message = format!("the Pod name `{name}` is generated, and changes when the Pod is replaced");
            let violation = violations.report(&member, &PathBuilder::along(&path.path()), message);
            if let Some(owner) = owner {
                let place = owner.at();
                violation.see(&owner, &place.field("metadata").field("name"), "its Pods get generated names");
            }
            violation.help("use the name of a Service that selects it; if this very Pod is meant, make it a StatefulSet (article §4)");
        }
    }
}

/// The workload whose Pod has the name.
fn owner<'r>(set: &Set<'r>, member: &Member<'_>, name: &RandomName<'_>) -> Option<Member<'r>> {
    let kinds: &[&'static str] =
        if name.hashed { &["Deployment"] } else { &["DaemonSet", "ReplicaSet", "Job"] };
    kinds.iter().find_map(|kind| set.named(kind, name.workload, member))
}
