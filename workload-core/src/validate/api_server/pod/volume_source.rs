//! What a volume is made of: one thing of many.

use k8s_openapi::api::core::v1::Volume;

use super::scope::Scope;
use super::{
    volume_cloud as cloud, volume_config as config, volume_downward as downward, volume_iscsi as iscsi,
    volume_local as local, volume_network as network, volume_projected as projected,
};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::volume_sources::VolumeSources;
use crate::validate::field_error::FieldErrors;

/// Checks the source of a volume; one without any is an `emptyDir`.
pub(super) fn check(scope: &Scope<'_>, volume: &Volume, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let another = "a volume is of one sort, here is a second: make two volumes of it";
    let mut sources = VolumeSources::new(another, at, errors);
    sources.one("emptyDir", volume.empty_dir.as_ref(), local::empty_dir);
    sources.one("hostPath", volume.host_path.as_ref(), local::host_path);
    sources.one("gitRepo", volume.git_repo.as_ref(), local::git_repo);
    sources.one("gcePersistentDisk", volume.gce_persistent_disk.as_ref(), |disk, stands, errors| {
        cloud::gce_disk(disk, at, stands, errors);
    });
    sources.one("awsElasticBlockStore", volume.aws_elastic_block_store.as_ref(), cloud::aws_disk);
    sources.one("secret", volume.secret.as_ref(), config::secret);
    sources.one("nfs", volume.nfs.as_ref(), network::nfs);
    sources.one("iscsi", volume.iscsi.as_ref(), |disk, place, errors| {
        iscsi::check(disk, place, errors);
        iscsi::name(disk, &volume.name, &at.field("name"), errors);
    });
    sources.one("glusterfs", volume.glusterfs.as_ref(), network::glusterfs);
    sources.one("flocker", volume.flocker.as_ref(), network::flocker);
    sources.one("persistentVolumeClaim", volume.persistent_volume_claim.as_ref(), local::claim);
    sources.one("rbd", volume.rbd.as_ref(), network::rbd);
    sources.one("cinder", volume.cinder.as_ref(), cloud::cinder);
    sources.one("cephfs", volume.cephfs.as_ref(), network::ceph);
    sources.one("quobyte", volume.quobyte.as_ref(), network::quobyte);
    sources.one("downwardAPI", volume.downward_api.as_ref(), downward::check);
    sources.one("fc", volume.fc.as_ref(), network::fibre_channel);
    sources.one("flexVolume", volume.flex_volume.as_ref(), cloud::flex);
    sources.one("configMap", volume.config_map.as_ref(), config::config_map);
    sources.one("azureFile", volume.azure_file.as_ref(), cloud::azure_file);
    sources.one("vsphereVolume", volume.vsphere_volume.as_ref(), cloud::vsphere);
    sources.one("photonPersistentDisk", volume.photon_persistent_disk.as_ref(), cloud::photon);
    sources.one("portworxVolume", volume.portworx_volume.as_ref(), cloud::portworx);
    sources.one("azureDisk", volume.azure_disk.as_ref(), cloud::azure_disk);
    sources.one("storageos", volume.storageos.as_ref(), cloud::storage_os);
    sources.one("projected", volume.projected.as_ref(), projected::check);
    sources.one("scaleIO", volume.scale_io.as_ref(), cloud::scale_io);
    sources.one("csi", volume.csi.as_ref(), cloud::csi);
    sources.one("ephemeral", volume.ephemeral.as_ref(), local::ephemeral);
    sources.one("image", volume.image.as_ref(), |image, place, errors| {
        local::image(image, scope.pod.is_some(), place, errors);
    });
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn a_volume_is_of_one_sort() {
        volume_accepts(&["emptyDir: ~", "hostPath: {path: /a}", "nfs: {server: s, path: /p}"]);
        volume_refuses(&[
            ("emptyDir: {}, configMap: {name: a}", "configMap", "here is a second"),
            ("hostPath: {path: /a}, emptyDir: {}", "hostPath", "here is a second"),
            ("gcePersistentDisk: {}", "persistentDisk.pdName", "named"),
        ]);
    }
}
