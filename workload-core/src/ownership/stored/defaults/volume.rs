//! The defaults of volumes and claims.

use serde_json::{Map, json};

use super::container::field_ref;
use super::tools::{Object, default, default_pointer, each, inside, within};

pub(super) fn volume(volume: &mut Object) {
    if volume.keys().all(|key| key == "name") {
        volume.insert("emptyDir".to_owned(), json!({}));
    }
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
        inside(volume, source, |source| default(source, "defaultMode", 420));
    }
    inside(volume, "downwardAPI", downward);
    inside(volume, "hostPath", host_path);
    inside(volume, "azureDisk", |disk| default(disk, "readOnly", false));
    inside(volume, "projected", |projected| each(projected, "sources", projection));
    inside(volume, "ephemeral", |ephemeral| {
        inside(ephemeral, "volumeClaimTemplate", |template| {
            inside(template, "spec", |spec| default_pointer(spec, "volumeMode", "Filesystem"));
        });
    });
}

fn projection(source: &mut Object) {
    inside(source, "serviceAccountToken", |token| default(token, "expirationSeconds", 3600));
    inside(source, "downwardAPI", downward);
}

fn downward(source: &mut Object) {
    each(source, "items", |item| inside(item, "fieldRef", field_ref));
}

fn host_path(path: &mut Object) {
    default_pointer(path, "type", "");
}

pub(super) fn claim(claim: &mut Object) {
    within(claim, "status", |status| default(status, "phase", "Pending"));
    within(claim, "spec", |spec| default_pointer(spec, "volumeMode", "Filesystem"));
}

pub(super) fn persistent_volume(volume: &mut Object) {
    within(volume, "status", |status| default(status, "phase", "Pending"));
    default(volume, "spec", Map::new());
    inside(volume, "spec", |spec| {
        default(spec, "persistentVolumeReclaimPolicy", "Retain");
        default_pointer(spec, "volumeMode", "Filesystem");
        inside(spec, "hostPath", host_path);
    });
}
