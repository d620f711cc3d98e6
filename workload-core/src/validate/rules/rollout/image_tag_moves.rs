//! R06: an image that is another one tomorrow.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// An image has a tag that stays.
    ///
    /// `latest`, which is meant where no tag is given, is whatever was pushed last. Two Pods of
    /// one template run two programs, a Pod that moves to another node is updated by accident,
    /// and `kubectl rollout undo` brings back the same word for the same new image (article
    /// §3.2 ②). Write the version, or the digest.
    ///
    /// Silent for a bare Pod, with the profiles `test` and `development`, for `controller:latest`,
    /// which Kubebuilder's Makefile replaces, for `auto`, which Istio replaces as it injects its sidecar, and for an
    /// image that a `skaffold.yaml` of the run builds.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "ghcr.io/shop/api:latest"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "ghcr.io/shop/api:v1.4.2"}
    /// ```
    R06 image_tag_moves: Warning, ["3.2"], Object(check)
}

/// Tags that are made to move.
const MOVING: &[&str] =
    &["latest", "stable", "edge", "nightly", "main", "master", "develop", "dev", "canary", "HEAD"];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    if subject.object.kind() == "Pod" || subject.profile != Profile::Production {
        return;
    }
    for part in subject.containers() {
        let Some(image) = part.container.image.as_deref().filter(|image| is_written(image)) else { continue };
        let tag = Repository::of(image).tag;
        let message = if tag.is_empty() {
            format!("`{image}` has no tag and means `latest`: whatever was pushed last")
        } else if MOVING.contains(&tag) {
            format!(
                "`{image}` is whatever was pushed last: a restart may run another version, and an update cannot be undone"
            )
        } else {
            continue;
        };
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let list = spec.field(part.list);
        reports
            .report(subject, &list.index(part.index).field("image"), message)
            .help("write the version that you tested, or the digest (`@sha256:…`)");
    }
}

/// Whether an image is given as it will be: no digest, and nothing that a tool fills in.
fn is_written(image: &str) -> bool {
    !image.is_empty()
        && !matches!(image, "controller:latest" | "auto")
        && !image.contains(['@', '$', '{', '<', '%'])
        && !image.contains("://")
        // A script puts the rest around it.
        && !image.starts_with(['-', '/', ':'])
        && !image.ends_with([':', '/', '-'])
}
