//! Volumes of a server or a cloud whose source differs from that of a Pod's volume.

use k8s_openapi::api::core::v1::{
    AzureFilePersistentVolumeSource, CephFSPersistentVolumeSource, CinderPersistentVolumeSource,
    FlexPersistentVolumeSource, GlusterfsPersistentVolumeSource, ISCSIPersistentVolumeSource,
    RBDPersistentVolumeSource, ScaleIOPersistentVolumeSource, StorageOSPersistentVolumeSource,
};

use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{said, text, within};
use crate::validate::api_server::pod::volume_cloud::flex_options;
use crate::validate::api_server::pod::volume_iscsi::{LONGEST, qualified};
use crate::validate::field_error::FieldErrors;

/// Checks a volume of `GlusterFS`.
pub(super) fn glusterfs(
    source: &GlusterfsPersistentVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    said(&source.endpoints, "a `glusterfs` volume needs `endpoints`", &at.field("endpoints"), errors);
    said(&source.path, "a `glusterfs` volume needs a `path`", &at.field("path"), errors);
    if let Some(namespace) = &source.endpoints_namespace {
        text(check_label(namespace, "a namespace"), &at.field("endpointsNamespace"), errors);
    }
}

/// Checks a block device of Ceph.
pub(super) fn rbd(source: &RBDPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    monitors(&source.monitors, at, errors);
    said(&source.image, "an `rbd` volume needs an `image`", &at.field("image"), errors);
}

/// Checks a file system of Ceph.
pub(super) fn cephfs(source: &CephFSPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    monitors(&source.monitors, at, errors);
}

fn monitors(monitors: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if monitors.is_empty() {
        errors.required(&at.field("monitors"), "a volume of Ceph needs at least one monitor");
    }
}

/// Checks an iSCSI target; `name` is the volume's.
pub(super) fn iscsi(
    source: &ISCSIPersistentVolumeSource,
    name: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    iscsi_target(source, at, errors);
    within(Some(source.lun), 0..=255, &at.field("lun"), errors);
    chap_secret(source, &at.field("secretRef"), errors);
    if let Some(initiator) = &source.initiator_name {
        let length = name.len() + 1 + source.target_portal.len();
        initiator_name(initiator, length, at, errors);
    }
}

fn iscsi_target(source: &ISCSIPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "an `iscsi` volume needs a `targetPortal`";
    said(&source.target_portal, missing, &at.field("targetPortal"), errors);
    let iqn = at.field("iqn");
    if said(&source.iqn, "an `iscsi` volume needs the `iqn` of its target", &iqn, errors) {
        qualified(&source.iqn, &iqn, errors);
    }
}

fn chap_secret(source: &ISCSIPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let asks = source.chap_auth_discovery == Some(true) || source.chap_auth_session == Some(true);
    if let Some(secret) = &source.secret_ref {
        let secret = secret.name.as_deref().unwrap_or_default();
        said(secret, "a Secret needs its `name`", &at.field("name"), errors);
    } else if asks {
        errors.required(at, "CHAP authentication needs a Secret in `secretRef`");
    }
}

/// Checks the initiator; `length` is that of the name that the node makes from volume and portal.
fn initiator_name(initiator: &str, length: usize, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let stands = at.field("initiatorName");
    errors.renamed(&at.field("initiatorname"), &stands, |errors| qualified(initiator, &stands, errors));
    if length > LONGEST {
        let message =
            "with an `initiatorName` the volume's name and `targetPortal` have at most 63 characters";
        errors.invalid(&at.field("targetportal"), message).standing_at(&at.field("targetPortal"));
    }
}

/// Checks a disk of `OpenStack`.
pub(super) fn cinder(source: &CinderPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    said(&source.volume_id, "a `cinder` volume needs a `volumeID`", &at.field("volumeID"), errors);
    if let Some(secret) = &source.secret_ref {
        secret_of(secret.name.as_ref(), secret.namespace.as_ref(), &at.field("secretRef"), errors);
    }
}

/// Checks a reference to a Secret, which has a namespace since a volume has none.
fn secret_of(
    name: Option<&String>,
    namespace: Option<&String>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let (name, namespace) = (name.map_or("", String::as_str), namespace.map_or("", String::as_str));
    said(name, "a Secret needs its `name`", &at.field("name"), errors);
    said(namespace, "a Secret needs its `namespace`", &at.field("namespace"), errors);
}

/// Checks a volume of a program on the node.
pub(super) fn flex(source: &FlexPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    said(&source.driver, "a `flexVolume` needs a `driver`", &at.field("driver"), errors);
    flex_options(source.options.as_ref(), &at.field("options"), errors);
}

/// Checks a share of Azure.
pub(super) fn azure_file(
    source: &AzureFilePersistentVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    said(&source.secret_name, "an `azureFile` volume needs a `secretName`", &at.field("secretName"), errors);
    said(&source.share_name, "an `azureFile` volume needs a `shareName`", &at.field("shareName"), errors);
    if let Some(namespace) = &source.secret_namespace {
        said(namespace, "`secretNamespace` is empty", &at.field("secretNamespace"), errors);
    }
}

/// Checks a volume of `ScaleIO`.
pub(super) fn scale_io(
    source: &ScaleIOPersistentVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    said(&source.gateway, "a `scaleIO` volume needs a `gateway`", &at.field("gateway"), errors);
    said(&source.system, "a `scaleIO` volume needs a `system`", &at.field("system"), errors);
    let volume = source.volume_name.as_deref().unwrap_or_default();
    said(volume, "a `scaleIO` volume needs a `volumeName`", &at.field("volumeName"), errors);
}

/// Checks a volume of `StorageOS`.
pub(super) fn storage_os(
    source: &StorageOSPersistentVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let volume = source.volume_name.as_deref().unwrap_or_default();
    let volume_at = at.field("volumeName");
    if said(volume, "a `storageos` volume needs a `volumeName`", &volume_at, errors) {
        text(check_label(volume, "the name of a volume"), &volume_at, errors);
    }
    if let Some(namespace) = source.volume_namespace.as_deref().filter(|namespace| !namespace.is_empty()) {
        text(check_label(namespace, "a namespace"), &at.field("volumeNamespace"), errors);
    }
    if let Some(secret) = &source.secret_ref {
        secret_of(secret.name.as_ref(), secret.namespace.as_ref(), &at.field("secretRef"), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn sources_are_checked() {
        let with = |source: &str| {
            format!("spec: {{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], {source}}}")
        };
        for (source, expected) in [
            ("glusterfs: {endpoints: e, path: p}", &[][..]),
            (
                "glusterfs: {endpointsNamespace: ''}",
                &["glusterfs.endpoints", "glusterfs.path", "glusterfs.endpointsNamespace"],
            ),
            ("rbd: {}", &["rbd.monitors", "rbd.image"]),
            ("cephfs: {monitors: []}", &["cephfs.monitors"]),
            ("iscsi: {targetPortal: '1.2.3.4', iqn: eui.0123456789abcdef, lun: 0}", &[]),
            (
                "iscsi: {lun: 256, chapAuthSession: true}",
                &["iscsi.targetPortal", "iscsi.iqn", "iscsi.lun", "iscsi.secretRef"],
            ),
            (
                "cinder: {secretRef: {}}",
                &["cinder.volumeID", "cinder.secretRef.name", "cinder.secretRef.namespace"],
            ),
            ("flexVolume: {}", &["flexVolume.driver"]),
            (
                "azureFile: {secretNamespace: ''}",
                &["azureFile.secretName", "azureFile.shareName", "azureFile.secretNamespace"],
            ),
            ("scaleIO: {}", &["scaleIO.gateway", "scaleIO.system", "scaleIO.volumeName"]),
            ("storageos: {volumeName: A}", &["storageos.volumeName"]),
        ] {
            let expected: Vec<_> = expected.iter().map(|path| format!("spec.{path}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            assert_paths("apiVersion: v1, kind: PersistentVolume", &[(&with(source), &expected)]);
        }
    }
}
