//! S07: a volume that would last, and data that go elsewhere.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::stores::{DataLocation, Datastore, with_stores};
use crate::validate::rules::facts::volumes::is_in;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// The volume is mounted where the program keeps its data.
    ///
    /// A claim that is mounted elsewhere stays empty, and the data go with the container: all
    /// looks well until the first restart (article §7.1). Two traps: `postgres:18` keeps its data
    /// in `/var/lib/postgresql/18/docker`, not in `/var/lib/postgresql/data`; and a mount above the
    /// folder that an image declares a volume (`/data` over `/data/db` of `mongo`) is hidden, as
    /// containerd puts an empty folder of the container's own there.
    ///
    /// Only for images whose layout is known; a flag (`--datadir`) or a variable (`PGDATA`) that
    /// names another folder is heeded, and a configuration file silences it.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: postgres}
    /// spec:
    ///   serviceName: postgres
    ///   selector: {matchLabels: {app: postgres}}
    ///   template:
    ///     metadata: {labels: {app: postgres}}
    ///     spec:
    ///       containers:
    ///       - name: postgres
    ///         image: postgres:16
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 10Gi}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: postgres}
    /// spec:
    ///   serviceName: postgres
    ///   selector: {matchLabels: {app: postgres}}
    ///   template:
    ///     metadata: {labels: {app: postgres}}
    ///     spec:
    ///       containers:
    ///       - name: postgres
    ///         image: postgres:16
    ///         env:
    ///         - {name: PGDATA, value: /data/pgdata}
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 10Gi}}
    /// ```
    S07 data_beside_the_volume: Warning, ["7.1"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for (member, stores) in with_stores(&index.set).filter(|(member, _)| member.profile != Profile::Test) {
        for store in &stores {
            if let DataLocation::Beside { mount, hidden } = store.location() {
                beside(&member, store, mount, hidden, violations);
            }
        }
    }
}

fn beside(
    member: &Member<'_>,
    store: &Datastore<'_>,
    mount: usize,
    hidden: bool,
    violations: &mut Violations,
) {
    let mounted = &store.container.mounts[mount];
    let folder = store.folder().unwrap_or_default();
    let (message, help) = if hidden {
        let own = store.own_volume().unwrap_or_default();
        (
            format!(
                "{}, where the image's own volume hides `{}`, mounted above it: a restart of the container loses \
                 the data",
                store.keeps(),
                mounted.name
            ),
            format!("mount `{}` at `{own}` (article §7.2)", mounted.name),
        )
    } else {
        (
            format!(
                "{}, and the volume `{}` is mounted at `{}`: a restart of the container loses the data",
                store.keeps(),
                mounted.name,
                mounted.path
            ),
            format!(
                "mount `{}` at `{}` (article §7.2)",
                mounted.name,
                store.own_volume().filter(|own| is_in(folder, own)).unwrap_or(folder)
            ),
        )
    };
    let path = member.pod_spec();
    let containers = PathBuilder::along(&path);
    let containers = containers.field(store.container.list);
    let container = containers.index(store.container.index);
    violations
        .report(member, &container.field("volumeMounts").index(mount).field("mountPath"), message)
        .see(member, &container.field("image"), format!("{} runs here", store.name()))
        .help(help);
}
