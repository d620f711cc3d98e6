//! S11: `PostgreSQL` that finds its folder not empty.

use std::cell::LazyCell;

use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{NamedVolumes, mounts};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// `PostgreSQL` keeps its data in a folder below the mount of its claim.
    ///
    /// The official image wants to make its data folder itself. The root of a new ext4 volume holds
    /// `lost+found`, so a claim that is mounted exactly at the folder of the data lets `initdb` stop with
    /// "directory exists but is not empty", on most clouds and not on a laptop. A `subPath`, or a `PGDATA`
    /// below the mount, works everywhere (article §7.2).
    ///
    /// Advice: some drivers give empty roots.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: shop-db}
    /// spec:
    ///   serviceName: shop-db
    ///   selector: {matchLabels: {app: shop-db}}
    ///   template:
    ///     metadata: {labels: {app: shop-db}}
    ///     spec:
    ///       containers:
    ///       - name: db
    ///         image: postgres:16.4
    ///         volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]
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
    /// metadata: {name: shop-db}
    /// spec:
    ///   serviceName: shop-db
    ///   selector: {matchLabels: {app: shop-db}}
    ///   template:
    ///     metadata: {labels: {app: shop-db}}
    ///     spec:
    ///       containers:
    ///       - name: db
    ///         image: postgres:16.4
    ///         volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data, subPath: pgdata}]
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 10Gi}}
    /// ```
    S11 data_at_the_mount_point: Info, ["7.2"], Object(check)
}

/// Where the official image keeps its data unless `PGDATA` names another folder.
const DATA: &str = "/var/lib/postgresql/data";

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    let volumes = LazyCell::new(|| NamedVolumes::of(subject));
    for part in subject.containers().filter(|part| !part.ends_first()) {
        let repository = Repository::of(part.container.image.as_deref().unwrap_or_default());
        let known = repository.official && repository.path == "postgres";
        if !known && repository.last_two() != "postgis/postgis" {
            continue;
        }
        let told = part.container.env.iter().flatten().find(|variable| variable.name == "PGDATA");
        let folder = told.and_then(|variable| variable.value.as_deref());
        let usual = repository.major().filter(|major| *major < 18).map(|_| DATA);
        let Some(folder) = folder.or(usual.filter(|_| told.is_none())) else { continue };
        let exact = mounts(part.container).iter().enumerate().find(|(_, mount)| {
            let bare = mount.sub_path.is_none() && mount.sub_path_expr.is_none();
            bare && mount.mount_path.trim_end_matches('/') == folder.trim_end_matches('/')
        });
        let Some((number, mount)) = exact.filter(|(_, mount)| volumes.is_claim(&mount.name)) else {
            continue;
        };
        let list = spec.field(part.list);
        let container = list.index(part.index);
        let message = format!(
            "`{}` is mounted exactly at `{folder}`: with `lost+found` in it, as on a new ext4 volume, PostgreSQL does \
             not start",
            mount.name
        );
        violations
            .report(subject, &container.field("volumeMounts").index(number).field("mountPath"), message)
            .help("add `subPath: pgdata` to the mount, or set `PGDATA` to a folder below it");
    }
}
