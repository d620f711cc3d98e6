//! Volumes of a cloud or of somebody's driver.

use k8s_openapi::api::core::v1::{
    AWSElasticBlockStoreVolumeSource, AzureDiskVolumeSource, AzureFileVolumeSource, CSIVolumeSource,
    CinderVolumeSource, FlexVolumeSource, GCEPersistentDiskVolumeSource, PhotonPersistentDiskVolumeSource,
    PortworxVolumeSource, ScaleIOVolumeSource, StorageOSVolumeSource, VsphereVirtualDiskVolumeSource,
};

use crate::faults::{Faults, Reason};
use crate::server::checks;
use crate::values::{check_dns_name, check_label};
use crate::yaml::At;

/// Checks a disk of Google's.
pub(super) fn gce_disk(source: &GCEPersistentDiskVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.pd_name, "a disk is named", &at.field("pdName"), faults);
    checks::within(source.partition, 0..=255, &at.field("partition"), faults);
}

/// Checks a disk of Amazon's.
pub(super) fn aws_disk(source: &AWSElasticBlockStoreVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), faults);
    checks::within(source.partition, 0..=255, &at.field("partition"), faults);
}

/// Checks a disk of `OpenStack`.
pub(super) fn cinder(source: &CinderVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), faults);
    if let Some(secret) = &source.secret_ref {
        checks::said(&secret.name, "a Secret is named", &at.fields(&["secretRef", "name"]), faults);
    }
}

/// Checks a share of Azure's.
pub(super) fn azure_file(source: &AzureFileVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.secret_name, "a Secret is named", &at.field("secretName"), faults);
    checks::said(&source.share_name, "a share is named", &at.field("shareName"), faults);
}

/// Checks a disk of Azure's.
pub(super) fn azure_disk(source: &AzureDiskVolumeSource, at: &At<'_>, faults: &mut Faults) {
    const CACHING: [&str; 3] = ["None", "ReadOnly", "ReadWrite"];
    const KINDS: [&str; 3] = ["Dedicated", "Managed", "Shared"];
    checks::said(&source.disk_name, "a disk is named", &at.field("diskName"), faults);
    checks::strict_word(source.caching_mode.as_ref(), &CACHING, &at.field("cachingMode"), faults);
    checks::strict_word(source.kind.as_ref(), &KINDS, &at.field("kind"), faults);
    let uri = at.field("diskURI");
    if checks::said(&source.disk_uri, "a disk has a URI", &uri, faults) {
        let (start, kind) = match source.kind.as_deref() {
            Some("Managed") => ("/subscriptions/", "a managed disk"),
            _ => ("https://", "a disk in a blob"),
        };
        if !source.disk_uri.starts_with(start) {
            let message = format!("`{}` is not the URI of {kind}: it begins with `{start}`", source.disk_uri);
            faults.add(Reason::Unsupported, &uri, message);
        }
    }
}

/// Checks a disk of vSphere's.
pub(super) fn vsphere(source: &VsphereVirtualDiskVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.volume_path, "a path is named", &at.field("volumePath"), faults);
}

/// Checks a disk of Photon's.
pub(super) fn photon(source: &PhotonPersistentDiskVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.pd_id, "a disk is named", &at.field("pdID"), faults);
}

/// Checks a volume of Portworx'.
pub(super) fn portworx(source: &PortworxVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.volume_id, "a volume is named", &at.field("volumeID"), faults);
}

/// Checks a volume of `ScaleIO`.
pub(super) fn scale_io(source: &ScaleIOVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.gateway, "a gateway is named", &at.field("gateway"), faults);
    checks::said(&source.system, "a system is named", &at.field("system"), faults);
    let volume = source.volume_name.as_deref().unwrap_or_default();
    checks::said(volume, "a volume is named", &at.field("volumeName"), faults);
}

/// Checks a volume of `StorageOS`.
pub(super) fn storage_os(source: &StorageOSVolumeSource, at: &At<'_>, faults: &mut Faults) {
    let is_name = |name: &str| check_label(name, "the name of a volume");
    let volume = source.volume_name.as_deref().unwrap_or_default();
    checks::name(volume, "a volume is named", is_name, &at.field("volumeName"), faults);
    if let Some(space) = source.volume_namespace.as_deref().filter(|space| !space.is_empty()) {
        checks::text(check_label(space, "a namespace"), &at.field("volumeNamespace"), faults);
    }
    if let Some(secret) = &source.secret_ref {
        checks::said(&secret.name, "a Secret is named", &at.fields(&["secretRef", "name"]), faults);
    }
}

/// Checks a volume of a CSI driver.
pub(super) fn csi(source: &CSIVolumeSource, at: &At<'_>, faults: &mut Faults) {
    const LONGEST: usize = 63;
    let driver = at.field("driver");
    if checks::said(&source.driver, "a driver is named", &driver, faults) {
        if source.driver.len() > LONGEST {
            faults.add(Reason::TooLong, &driver, "the name of a driver has 63 characters at most");
        }
        // Here case does not count.
        if check_dns_name(&source.driver, "").is_err() {
            let lower = source.driver.to_lowercase();
            checks::text(check_dns_name(&lower, "the name of a driver"), &driver, faults);
        }
    }
    if let Some(secret) = &source.node_publish_secret_ref {
        let stands = at.fields(&["nodePublishSecretRef", "name"]);
        if checks::said(&secret.name, "a Secret is named", &stands, faults) {
            faults.renamed(&at.field("name"), &stands, |faults| {
                checks::text(check_dns_name(&secret.name, "a Secret"), &stands, faults);
            });
        }
    }
}

/// Checks a volume of a program on the node.
pub(super) fn flex(source: &FlexVolumeSource, at: &At<'_>, faults: &mut Faults) {
    checks::said(&source.driver, "a driver is named", &at.field("driver"), faults);
    for option in source.options.iter().flat_map(|options| options.keys()) {
        let domain = option.split_once('/').map_or(option.as_str(), |(domain, _)| domain);
        let is_own = |own: &str| {
            let rest = domain
                .len()
                .checked_sub(own.len())
                .and_then(|at| Some((domain.get(..at)?, domain.get(at..)?)));
            rest.is_some_and(|(before, end)| {
                end.eq_ignore_ascii_case(own) && (before.is_empty() || before.ends_with('.'))
            })
        };
        if is_own("kubernetes.io") || is_own("k8s.io") {
            let message = format!("`{option}` is Kubernetes' own: name the option otherwise");
            faults.invalid(&at.field("options").key(option), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::server::pod::testing::{volume_accepts, volume_refuses};

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
            ("azureDisk: {diskName: d, diskURI: 'https://a', kind: x}", "azureDisk.kind", "use `Dedicated`"),
            ("vsphereVolume: {}", "vsphereVolume.volumePath", "is named"),
            ("photonPersistentDisk: {}", "photonPersistentDisk.pdID", "is named"),
            ("portworxVolume: {}", "portworxVolume.volumeID", "is named"),
            ("scaleIO: {gateway: g, system: s}", "scaleIO.volumeName", "is named"),
            ("storageos: {volumeName: V}", "storageos.volumeName", "lower case"),
            ("csi: {}", "csi.driver", "is named"),
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
