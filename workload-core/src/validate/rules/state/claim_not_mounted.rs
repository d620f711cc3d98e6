//! S06: storage that no container looks at.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claim_templates::{TemplateNames, templates};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{UsedVolumes, volumes};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A claim of a workload is mounted by one of its containers.
    ///
    /// Otherwise the storage is paid for, and the data go where they always went: into the
    /// container, and away with it (article §4.2). Most often a name in `volumeMounts` is missing
    /// or was changed in one place only.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: shop}
    /// spec:
    ///   serviceName: shop
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1"}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 1Gi}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: shop}
    /// spec:
    ///   serviceName: shop
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 1Gi}}
    /// ```
    S06 claim_not_mounted: Warning, ["4.2"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let used = UsedVolumes::of(subject);
    for (number, claim) in templates(subject).iter().enumerate() {
        let name = claim.metadata.name.as_deref().unwrap_or_default();
        if !used.has(name) {
            let at = subject.at();
            let claims = at.fields(&["spec", "volumeClaimTemplates"]);
            let message = format!("every Pod gets a claim `{name}`, and no container mounts it");
            reports
                .report(subject, &claims.index(number).fields(&["metadata", "name"]), message)
                .help(help(name));
        }
    }
    let templates = TemplateNames::of(subject);
    for (number, volume) in volumes(subject).iter().enumerate() {
        let Some(claim) = &volume.persistent_volume_claim else { continue };
        if !used.has(&volume.name) && !templates.has(&volume.name) {
            let path = pod_spec(subject);
            let spec = PathBuilder::along(&path);
            let message = format!(
                "no container mounts the volume `{}` of the claim `{}`",
                volume.name, claim.claim_name
            );
            reports
                .report(subject, &spec.field("volumes").index(number).field("name"), message)
                .help(help(&volume.name));
        }
    }
}

fn help(name: &str) -> String {
    format!(
        "add `- {{name: {name}, mountPath: …}}` to the `volumeMounts` of the container that keeps data, or remove it"
    )
}
