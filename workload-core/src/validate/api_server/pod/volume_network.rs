//! Volumes that a server on the network offers.

use k8s_openapi::api::core::v1::{
    CephFSVolumeSource, FCVolumeSource, FlockerVolumeSource, GlusterfsVolumeSource, NFSVolumeSource,
    QuobyteVolumeSource, RBDVolumeSource,
};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks an NFS export.
pub(in crate::validate::api_server) fn nfs(
    source: &NFSVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::said(&source.server, "a server is named", &at.field("server"), errors);
    let path = at.field("path");
    if checks::said(&source.path, "an exported path is named", &path, errors) && !source.path.starts_with('/')
    {
        errors.invalid(&path, format!("`{}` is not an exported path: it begins with `/`", source.path));
    }
}

/// Checks a Gluster volume.
pub(super) fn glusterfs(source: &GlusterfsVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.endpoints, "endpoints are named", &at.field("endpoints"), errors);
    checks::said(&source.path, "a path is named", &at.field("path"), errors);
}

/// Checks a Flocker dataset.
pub(in crate::validate::api_server) fn flocker(
    source: &FlockerVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let name = source.dataset_name.as_deref().unwrap_or_default();
    let uuid = source.dataset_uuid.as_deref().unwrap_or_default();
    if name.is_empty() && uuid.is_empty() {
        errors.required(at, "a dataset is named: `datasetName` or `datasetUUID`");
    } else if !name.is_empty() && !uuid.is_empty() {
        errors.invalid(at, "a dataset is named once: leave `datasetName` or `datasetUUID` out");
    }
    if name.contains('/') {
        errors.invalid(&at.field("datasetName"), format!("`{name}` is not a dataset: `/` is not allowed"));
    }
}

/// Checks a Ceph block device.
pub(super) fn rbd(source: &RBDVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if source.monitors.is_empty() {
        errors.required(&at.field("monitors"), "one monitor at least is named");
    }
    checks::said(&source.image, "an image is named", &at.field("image"), errors);
}

/// Checks a Ceph file system.
pub(super) fn ceph(source: &CephFSVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if source.monitors.is_empty() {
        errors.required(&at.field("monitors"), "one monitor at least is named");
    }
}

/// Checks a Quobyte volume.
pub(in crate::validate::api_server) fn quobyte(
    source: &QuobyteVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    const LONGEST_TENANT: usize = 64;
    let registry = at.field("registry");
    let wanted = "a registry is a host and a port, `host:7861`, or several parted by commas";
    if !checks::said(&source.registry, wanted, &registry, errors) {
        // Nothing more is said of it.
    } else if source.tenant.as_ref().is_some_and(|tenant| tenant.len() > LONGEST_TENANT) {
        errors.required(&at.field("tenant"), "a tenant is a UUID of 64 characters at most");
    } else if !source.registry.split(',').all(is_host_and_port) {
        errors.invalid(&registry, wanted);
    }
    checks::said(&source.volume, "a volume is named", &at.field("volume"), errors);
}

const TWO_NAMES: &str = "a target is named once: leave `targetWWNs` or `wwids` out";

/// Checks a Fibre Channel volume.
pub(in crate::validate::api_server) fn fibre_channel(
    source: &FCVolumeSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let is_set = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let (at_names, has_names) = (at.field("targetWWNs"), is_set(&source.target_wwns));
    match (has_names, is_set(&source.wwids)) {
        (false, false) => _ = errors.required(&at_names, "a target is named: `targetWWNs` or `wwids`"),
        (true, true) => _ = errors.invalid(&at_names, TWO_NAMES),
        _ => {}
    }
    if has_names {
        if source.lun.is_none() {
            errors.required(&at.field("lun"), "`targetWWNs` needs a `lun`");
        }
        checks::within(source.lun, 0..=255, &at.field("lun"), errors);
    }
}

/// Whether a text is a host and a port, with brackets around a host that has colons.
fn is_host_and_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    match host.strip_prefix('[') {
        Some(inside) => inside.ends_with(']') && !inside[..inside.len() - 1].contains(['[', ']']),
        None => !host.contains([':', '[', ']']) && !port.contains(['[', ']']),
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        volume_accepts(&[
            "nfs: {server: s, path: /p}",
            "glusterfs: {endpoints: e, path: p}",
            "flocker: {datasetName: d}",
            "rbd: {monitors: [m], image: i}",
            "cephfs: {monitors: [m]}",
            "quobyte: {registry: 'a:1,[::1]:2', volume: v}",
            "fc: {targetWWNs: [x], lun: 1}",
            "fc: {wwids: [x]}",
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        volume_refuses(&[
            ("nfs: {path: /p}", "nfs.server", "is named"),
            ("nfs: {server: s, path: p}", "nfs.path", "begins with `/`"),
            ("glusterfs: {endpoints: e}", "glusterfs.path", "is named"),
            ("flocker: {}", "flocker", "is named"),
            ("flocker: {datasetName: a/b}", "flocker.datasetName", "`/` is not allowed"),
            ("flocker: {datasetName: a, datasetUUID: b}", "flocker", "leave"),
            ("rbd: {image: i}", "rbd.monitors", "one monitor"),
            ("cephfs: {monitors: []}", "cephfs.monitors", "one monitor"),
            ("quobyte: {registry: a, volume: v}", "quobyte.registry", "host and a port"),
            ("quobyte: {registry: '', volume: v}", "quobyte.registry", "host and a port"),
            ("fc: {}", "fc.targetWWNs", "is named"),
            ("fc: {targetWWNs: [x]}", "fc.lun", "needs a `lun`"),
            ("fc: {targetWWNs: [x], lun: 256}", "fc.lun", "outside 0 to 255"),
            ("fc: {targetWWNs: [x], wwids: [z], lun: 1}", "fc.targetWWNs", "leave"),
        ]);
    }
}
