//! What a `PersistentVolume` is made of: exactly one source.

use k8s_openapi::api::core::v1::{LocalVolumeSource, PersistentVolumeSpec};

use super::{csi, remote};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::pod::{
    volume_cloud as cloud, volume_local as local, volume_network as network,
};
use crate::validate::api_server::volume_sources::VolumeSources;
use crate::validate::field_error::FieldErrors;

/// Checks the source; `name` is the volume's, `at` the spec.
pub(super) fn check(spec: &PersistentVolumeSpec, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let another = "a PersistentVolume has exactly one source, this is another";
    let mut sources = VolumeSources::new(another, at, errors);
    sources.one("hostPath", spec.host_path.as_ref(), local::host_path);
    sources.one("gcePersistentDisk", spec.gce_persistent_disk.as_ref(), |disk, stands, errors| {
        cloud::gce_disk(disk, at, stands, errors);
    });
    sources.one("awsElasticBlockStore", spec.aws_elastic_block_store.as_ref(), cloud::aws_disk);
    sources.one("glusterfs", spec.glusterfs.as_ref(), remote::glusterfs);
    sources.one("flocker", spec.flocker.as_ref(), network::flocker);
    sources.one("nfs", spec.nfs.as_ref(), network::nfs);
    sources.one("rbd", spec.rbd.as_ref(), remote::rbd);
    sources.one("quobyte", spec.quobyte.as_ref(), network::quobyte);
    let is_first = sources.is_empty();
    sources.one(if is_first { "cephfs" } else { "cephFS" }, spec.cephfs.as_ref(), remote::cephfs);
    sources.one("iscsi", spec.iscsi.as_ref(), |disk, at, errors| remote::iscsi(disk, name, at, errors));
    sources.one("cinder", spec.cinder.as_ref(), remote::cinder);
    sources.one("fc", spec.fc.as_ref(), network::fibre_channel);
    sources.one("flexVolume", spec.flex_volume.as_ref(), remote::flex);
    sources.one("azureFile", spec.azure_file.as_ref(), remote::azure_file);
    sources.one("vsphereVolume", spec.vsphere_volume.as_ref(), cloud::vsphere);
    sources.one("photonPersistentDisk", spec.photon_persistent_disk.as_ref(), cloud::photon);
    sources.one("portworxVolume", spec.portworx_volume.as_ref(), cloud::portworx);
    sources.one("azureDisk", spec.azure_disk.as_ref(), cloud::azure_disk);
    sources.one("scaleIO", spec.scale_io.as_ref(), remote::scale_io);
    sources.one("local", spec.local.as_ref(), on_node);
    sources.one("storageos", spec.storageos.as_ref(), remote::storage_os);
    sources.one("csi", spec.csi.as_ref(), csi::check);
    if sources.is_empty() {
        errors.required(at, "a PersistentVolume needs a source, such as `csi` or `nfs`");
    }
}

/// Checks a disk or directory of one node.
fn on_node(source: &LocalVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let at = at.field("path");
    if checks::said(&source.path, "a `local` volume needs a `path`", &at, errors) {
        checks::no_step_up(&source.path, &at, errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn there_is_one_source() {
        let with = |source: &str| {
            format!("spec: {{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], {source}}}")
        };
        assert_paths(
            "apiVersion: v1, kind: PersistentVolume",
            &[
                (&with("hostPath: {path: a}"), &[]),
                (&with("hostPath: {path: a/../b}"), &["spec.hostPath.path"]),
                (&with("hostPath: {path: a}, csi: {}, cephfs: {}"), &["spec.cephFS", "spec.csi"]),
                (&with("gcePersistentDisk: {}"), &["spec.persistentDisk.pdName"]),
                (
                    &with("local: {path: ''}, nodeAffinity: {required: {nodeSelectorTerms: [{}]}}"),
                    &["spec.local.path"],
                ),
            ],
        );
    }
}
