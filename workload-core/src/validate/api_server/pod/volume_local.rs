//! Volumes on the node, and claims of storage.

use k8s_openapi::api::core::v1::{
    EmptyDirVolumeSource, EphemeralVolumeSource, GitRepoVolumeSource, HostPathVolumeSource,
    ImageVolumeSource, PersistentVolumeClaimVolumeSource,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::container::PULL_POLICIES;
use super::resources::value;
use crate::k8s::values::check_sub;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::api_server::{checks, meta, persistent_volume_claim};
use crate::validate::field_error::FieldErrors;

/// What a path on the node must be; the empty word checks nothing.
const PATH_TYPES: [&str; 8] =
    ["", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"];

/// Checks scratch space.
pub(super) fn empty_dir(source: &EmptyDirVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(limit) = source.size_limit.as_ref().filter(|limit| value(limit) < 0) {
        errors.forbidden(&at.field("sizeLimit"), format!("`{}` is below zero", limit.0));
    }
}

/// Checks a path on the node.
pub(in crate::validate::api_server) fn host_path(
    source: &HostPathVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let path = at.field("path");
    if checks::said(&source.path, "a path on the node is named", &path, errors) {
        checks::no_step_up(&source.path, &path, errors);
        checks::strict_word(source.type_.as_ref(), &PATH_TYPES, &at.field("type"), errors);
    }
}

/// Checks a repository that is cloned.
pub(super) fn git_repo(source: &GitRepoVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.repository, "a repository is named", &at.field("repository"), errors);
    if let Some(directory) = source.directory.as_deref().filter(|directory| !directory.is_empty()) {
        checks::text(check_sub(directory), &at.field("directory"), errors);
    }
}

/// Checks the name of a claim.
pub(super) fn claim(
    source: &PersistentVolumeClaimVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.claim_name, "a claim is named", &at.field("claimName"), errors);
}

/// Checks a claim that is made with the Pod.
pub(super) fn ephemeral(source: &EphemeralVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let at = at.field("volumeClaimTemplate");
    let Some(template) = &source.volume_claim_template else {
        errors.required(&at, "the claim to make is described: `volumeClaimTemplate`");
        return;
    };
    optional(template.metadata.as_ref(), &at.field("metadata"), errors, template_metadata);
    persistent_volume_claim::spec(&template.spec, &at.field("spec"), errors);
}

/// A template's claim gets its name from elsewhere: only labels and annotations may be said.
fn template_metadata(metadata: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    meta::labels(metadata.labels.as_ref(), &at.field("labels"), errors);
    meta::annotations(metadata.annotations.as_ref(), &at.field("annotations"), errors);
    for (field, _) in identity_fields(metadata).into_iter().filter(|(_, is_set)| *is_set) {
        let message = "the claim is the Pod's: of its metadata only `labels` and `annotations` are said";
        errors.forbidden(&at.field(field), message);
    }
}

/// The fields of metadata that belong to one object, each with whether it is set.
fn identity_fields(metadata: &ObjectMeta) -> [(&'static str, bool); 13] {
    let has = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    [
        ("name", has(&metadata.name)),
        ("generateName", has(&metadata.generate_name)),
        ("namespace", has(&metadata.namespace)),
        ("selfLink", has(&metadata.self_link)),
        ("uID", has(&metadata.uid)),
        ("resourceVersion", has(&metadata.resource_version)),
        ("generation", metadata.generation.is_some_and(|generation| generation != 0)),
        ("creationTimestamp", metadata.creation_timestamp.is_some()),
        ("deletionTimestamp", metadata.deletion_timestamp.is_some()),
        ("deletionGracePeriodSeconds", metadata.deletion_grace_period_seconds.is_some()),
        ("ownerReferences", metadata.owner_references.as_ref().is_some_and(|list| !list.is_empty())),
        ("finalizers", metadata.finalizers.as_ref().is_some_and(|list| !list.is_empty())),
        ("managedFields", metadata.managed_fields.as_ref().is_some_and(|list| !list.is_empty())),
    ]
}

/// Checks an image that is mounted; `needs_reference` in a bare Pod.
pub(super) fn image(
    source: &ImageVolumeSource,
    needs_reference: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if needs_reference {
        let reference = source.reference.as_deref().unwrap_or_default();
        checks::said(reference, "an image is named", &at.field("reference"), errors);
    }
    checks::word(source.pull_policy.as_ref(), &PULL_POLICIES, &at.field("pullPolicy"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{accepts, deployment, volume_accepts, volume_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        volume_accepts(&[
            "emptyDir: {medium: Anything, sizeLimit: 0}",
            "hostPath: {path: relative/too, type: ''}",
            "hostPath: {path: /a..b, type: Socket}",
            "gitRepo: {repository: r, directory: .}",
            "persistentVolumeClaim: {claimName: any_thing}",
            "ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}",
            "image: {reference: 'r:1', pullPolicy: ''}",
        ]);
        accepts(&deployment("containers: [{name: a, image: b}], volumes: [{name: v, image: {}}]"));
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        volume_refuses(&[
            ("emptyDir: {sizeLimit: -1}", "emptyDir.sizeLimit", "below zero"),
            ("hostPath: {}", "hostPath.path", "is named"),
            ("hostPath: {path: /a/../b}", "hostPath.path", "`..`"),
            ("hostPath: {path: /a, type: file}", "hostPath.type", "is not supported"),
            ("gitRepo: {}", "gitRepo.repository", "is named"),
            ("gitRepo: {repository: r, directory: /a}", "gitRepo.directory", "relative"),
            ("persistentVolumeClaim: {}", "persistentVolumeClaim.claimName", "is named"),
            ("ephemeral: {}", "ephemeral.volumeClaimTemplate", "is described"),
            (
                "ephemeral: {volumeClaimTemplate: {metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}",
                "ephemeral.volumeClaimTemplate.metadata.name",
                "only `labels`",
            ),
            ("image: {}", "image.reference", "is named"),
            ("image: {reference: r, pullPolicy: Sometimes}", "image.pullPolicy", "expected `Always`"),
        ]);
    }
}
