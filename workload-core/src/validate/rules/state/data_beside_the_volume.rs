//! S07: a volume that would last, and data that go elsewhere.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::stores::{DataLocation, Datastore, running, with_stores};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::is_in;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
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
    for (member, subject) in with_stores(&index.set).filter(|(member, _)| member.profile != Profile::Test) {
        for store in running(&index.set, &member, &subject) {
            if let DataLocation::Beside { mount, hidden } = store.location(&subject) {
                beside(&subject, &store, mount, hidden, violations);
            }
        }
    }
}

fn beside(
    subject: &Subject<'_>,
    store: &Datastore<'_>,
    mount: usize,
    hidden: bool,
    violations: &mut Violations,
) {
    let Some(mounted) = store.part.container.volume_mounts.iter().flatten().nth(mount) else { return };
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
                mounted.mount_path
            ),
            format!(
                "mount `{}` at `{}` (article §7.2)",
                mounted.name,
                store.own_volume().filter(|own| is_in(folder, own)).unwrap_or(folder)
            ),
        )
    };
    let path = pod_spec(subject);
    let containers = PathBuilder::along(&path);
    let containers = containers.field(store.part.list);
    let container = containers.index(store.part.index);
    violations
        .report(subject, &container.field("volumeMounts").index(mount).field("mountPath"), message)
        .see(subject, &container.field("image"), format!("{} runs here", store.name()))
        .help(help);
}
