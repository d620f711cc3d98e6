//! S05: fixed names that nobody uses.

use std::collections::HashSet;

use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A StatefulSet keeps something, or somebody uses the names of its Pods.
    ///
    /// Fixed names, ordered start and one update after the other cost time; they are for storage
    /// of one's own, or for Pods that are told apart. Without either a Deployment does the same,
    /// and faster (article §2.2, §4.4, §8.5).
    ///
    /// Silent when a container asks for its Pod's name, when anything in the files names a Pod by
    /// its number (`web-0`), and for stores and caches whose clients know each Pod. A hint: a
    /// program may read its number from its host name, as a controller that shares its work does.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: web}
    /// spec:
    ///   serviceName: web
    ///   replicas: 3
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - {name: web, image: "nginx:1.29"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: web}
    /// spec:
    ///   serviceName: web
    ///   replicas: 3
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - name: web
    ///         image: shop:v1
    ///         env:
    ///         - {name: LEADER, value: "web-0.web:8080"}
    /// ```
    S05 identity_without_storage: Info, ["2.2", "4.4", "8.5"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let no_identity = |member: &Member<'_>| member.stateful_set().is_some_and(|set| set.needs_no_identity);
    let bare: Vec<_> = index.set.of_kind("StatefulSet").filter(no_identity).collect();
    if bare.is_empty() {
        return;
    }
    let mentions = index.set.members().filter_map(|member| member.record.mentions.as_ref());
    let named: HashSet<&str> = mentions.flat_map(|mentions| mentions.numbered.iter()).collect();
    for member in bare.into_iter().filter(|member| !named.contains(&*member.name)) {
        let message = format!(
            "{} gives its Pods fixed names, and nothing here keeps data under them or uses them",
            member.shown()
        );
        violations.report(&member, &member.at().field("kind"), message).help(
            "if the program reads its number from its host name, all is well; if the Pods keep data, add \
             `volumeClaimTemplates` (article §4.2); else a Deployment does the same and updates faster (article §8.5)",
        );
    }
}
