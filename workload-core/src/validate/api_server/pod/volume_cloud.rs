//! Volumes of a cloud or of somebody's driver.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    AWSElasticBlockStoreVolumeSource, AzureDiskVolumeSource, AzureFileVolumeSource, CSIVolumeSource,
    CinderVolumeSource, FlexVolumeSource, GCEPersistentDiskVolumeSource, PhotonPersistentDiskVolumeSource,
    PortworxVolumeSource, ScaleIOVolumeSource, StorageOSVolumeSource, VsphereVirtualDiskVolumeSource,
};

use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Checks a disk of Google's.
pub(in crate::validate::api_server) fn gce_disk(
    source: &GCEPersistentDiskVolumeSource,
    volume: &PathBuilder<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    // The server shortens the name of this one.
    errors.renamed(&volume.field("persistentDisk"), at, |errors| {
        checks::said(&source.pd_name, "a disk is named", &at.field("pdName"), errors);
        checks::within(source.partition, 0..=255, &at.field("partition"), errors);
    });
}

/// Checks a disk of Amazon's.
pub(in crate::validate::api_server) fn aws_disk(
    source: &AWSElasticBlockStoreVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), errors);
    checks::within(source.partition, 0..=255, &at.field("partition"), errors);
}

/// Checks a disk of `OpenStack`.
pub(super) fn cinder(source: &CinderVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), errors);
    if let Some(secret) = &source.secret_ref {
        checks::said(&secret.name, "a Secret is named", &at.fields(&["secretRef", "name"]), errors);
    }
}

/// Checks a share of Azure's.
pub(super) fn azure_file(source: &AzureFileVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.secret_name, "a Secret is named", &at.field("secretName"), errors);
    checks::said(&source.share_name, "a share is named", &at.field("shareName"), errors);
}

/// Checks a disk of Azure's.
pub(in crate::validate::api_server) fn azure_disk(
    source: &AzureDiskVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    const CACHING: [&str; 3] = ["None", "ReadOnly", "ReadWrite"];
    const KINDS: [&str; 3] = ["Dedicated", "Managed", "Shared"];
    checks::said(&source.disk_name, "a disk is named", &at.field("diskName"), errors);
    checks::strict_word(source.caching_mode.as_ref(), &CACHING, &at.field("cachingMode"), errors);
    checks::strict_word(source.kind.as_ref(), &KINDS, &at.field("kind"), errors);
    azure_uri(source, &at.field("diskURI"), errors);
}

fn azure_uri(source: &AzureDiskVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let uri = &source.disk_uri;
    let (start, kind) = match source.kind.as_deref() {
        Some("Managed") => ("/subscriptions/", "a managed disk"),
        _ => ("https://", "a disk in a blob"),
    };
    if checks::said(uri, "a disk has a URI", at, errors) && !uri.starts_with(start) {
        let message = format!("`{uri}` is not the URI of {kind}: it begins with `{start}`");
        errors.add(ErrorType::Unsupported, at, message);
    }
}

/// Checks a disk of vSphere's.
pub(in crate::validate::api_server) fn vsphere(
    source: &VsphereVirtualDiskVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.volume_path, "a path is named", &at.field("volumePath"), errors);
}

/// Checks a disk of Photon's.
pub(in crate::validate::api_server) fn photon(
    source: &PhotonPersistentDiskVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.pd_id, "a disk is named", &at.field("pdID"), errors);
}

/// Checks a volume of Portworx'.
pub(in crate::validate::api_server) fn portworx(
    source: &PortworxVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), errors);
}

/// Checks a volume of `ScaleIO`.
pub(super) fn scale_io(source: &ScaleIOVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.gateway, "a gateway is named", &at.field("gateway"), errors);
    checks::said(&source.system, "a system is named", &at.field("system"), errors);
    let volume = source.volume_name.as_deref().unwrap_or_default();
    checks::said(volume, "a volume is named", &at.field("volumeName"), errors);
}

/// Checks a volume of `StorageOS`.
pub(super) fn storage_os(source: &StorageOSVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_name = |name: &str| check_label(name, "the name of a volume");
    let volume = source.volume_name.as_deref().unwrap_or_default();
    checks::name(volume, "a volume is named", is_name, &at.field("volumeName"), errors);
    if let Some(space) = source.volume_namespace.as_deref().filter(|space| !space.is_empty()) {
        checks::text(check_label(space, "a namespace"), &at.field("volumeNamespace"), errors);
    }
    if let Some(secret) = &source.secret_ref {
        checks::said(&secret.name, "a Secret is named", &at.fields(&["secretRef", "name"]), errors);
    }
}

/// Checks a volume of a CSI driver.
pub(super) fn csi(source: &CSIVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    csi_driver(&source.driver, &at.field("driver"), errors);
    if let Some(secret) = &source.node_publish_secret_ref {
        let stands = at.fields(&["nodePublishSecretRef", "name"]);
        if checks::said(&secret.name, "a Secret is named", &stands, errors) {
            errors.renamed(&at.field("name"), &stands, |errors| {
                checks::text(check_dns_name(&secret.name, "a Secret"), &stands, errors);
            });
        }
    }
}

/// Checks the name by which a volume refers to its CSI driver.
pub(in crate::validate::api_server) fn csi_driver(
    name: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    const LONGEST: usize = 63;
    if !checks::said(name, "a CSI volume needs the name of its `driver`", at, errors) {
        return;
    }
    if name.len() > LONGEST {
        errors.add(ErrorType::TooLong, at, format!("the name of a driver has at most {LONGEST} characters"));
    }
    // The case of letters is ignored here.
    if check_dns_name(name, "").is_err() {
        checks::text(check_dns_name(&name.to_lowercase(), "the name of a driver"), at, errors);
    }
}

/// Checks a volume of a program on the node.
pub(super) fn flex(source: &FlexVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.driver, "a driver is named", &at.field("driver"), errors);
    flex_options(source.options.as_ref(), &at.field("options"), errors);
}

/// Checks that the options of a program on the node do not have names of Kubernetes' own.
pub(in crate::validate::api_server) fn flex_options(
    options: Option<&BTreeMap<String, String>>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for option in options.into_iter().flat_map(BTreeMap::keys) {
        let domain = option.split_once('/').map_or(option.as_str(), |(domain, _)| domain);
        if is_within(domain, "kubernetes.io") || is_within(domain, "k8s.io") {
            let message = format!("`{option}` is Kubernetes' own: name the option otherwise");
            errors.invalid(&at.key(option), message);
        }
    }
}

/// Whether a domain is `own` or one below it.
fn is_within(domain: &str, own: &str) -> bool {
    let Some(start) = domain.len().checked_sub(own.len()) else { return false };
    let (Some(before), Some(end)) = (domain.get(..start), domain.get(start..)) else { return false };
    end.eq_ignore_ascii_case(own) && (before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        volume_accepts(&[
            "gcePersistentDisk: {pdName: p, partition: 255}",
            "awsElasticBlockStore: {volumeID: v}",
            "cinder: {volumeID: v, secretRef: {name: s}}",
            "azureFile: {secretName: s, shareName: h}",
            "azureDisk: {diskName: d, diskURI: 'https://a'}",
            "azureDisk: {diskName: d, diskURI: /subscriptions/x, kind: Managed, cachingMode: None}",
            "vsphereVolume: {volumePath: v}",
            "photonPersistentDisk: {pdID: p}",
            "portworxVolume: {volumeID: v}",
            "scaleIO: {gateway: g, system: s, volumeName: v, secretRef: {}}",
            "storageos: {volumeName: v, volumeNamespace: ''}",
            "csi: {driver: Secrets-Store.CSI.k8s.io}",
            "flexVolume: {driver: a/b, options: {a: b, mykubernetes.io/x: c}}",
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        volume_refuses(&[
            (
                "gcePersistentDisk: {pdName: p, partition: 256}",
                "persistentDisk.partition",
                "outside 0 to 255",
            ),
            ("awsElasticBlockStore: {}", "awsElasticBlockStore.volumeID", "is named"),
            ("cinder: {volumeID: v, secretRef: {}}", "cinder.secretRef.name", "is named"),
            ("azureFile: {secretName: s}", "azureFile.shareName", "is named"),
            (
                "azureDisk: {diskName: d, diskURI: /subscriptions/x}",
                "azureDisk.diskURI",
                "begins with `https://`",
            ),
            (
                "azureDisk: {diskName: d, diskURI: 'https://a', kind: x}",
                "azureDisk.kind",
                "expected `Dedicated`",
            ),
            ("vsphereVolume: {}", "vsphereVolume.volumePath", "is named"),
            ("photonPersistentDisk: {}", "photonPersistentDisk.pdID", "is named"),
            ("portworxVolume: {}", "portworxVolume.volumeID", "is named"),
            ("scaleIO: {gateway: g, system: s}", "scaleIO.volumeName", "is named"),
            ("storageos: {volumeName: V}", "storageos.volumeName", "lower case"),
            ("csi: {}", "csi.driver", "needs the name"),
            ("csi: {driver: a_b}", "csi.driver", "write `-`"),
            ("csi: {driver: d, nodePublishSecretRef: {}}", "csi.nodePublishSecretRef.name", "is named"),
            ("csi: {driver: d, nodePublishSecretRef: {name: A}}", "csi.name", "lower case"),
            ("flexVolume: {}", "flexVolume.driver", "is named"),
            (
                "flexVolume: {driver: d, options: {x.K8S.io/a: b}}",
                "flexVolume.options[x.K8S.io/a]",
                "Kubernetes' own",
            ),
        ]);
    }
}
