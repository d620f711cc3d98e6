//! Defaults of volumes, claims and classes.

use serde_json::{Map, Value};

use super::fields::{default, each, inside};

type Fields = Map<String, Value>;

/// Octal 0644.
const FILE_MODE: i64 = 420;

/// One of a Pod's volumes.
pub(super) fn volume(volume: &mut Fields) {
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
        inside(volume, source, |source| default(source, "defaultMode", FILE_MODE));
    }
    inside(volume, "downwardAPI", field_refs);
    inside(volume, "projected", |projected| {
        each(projected, "sources", |source| {
            inside(source, "serviceAccountToken", |token| default(token, "expirationSeconds", 3600));
            inside(source, "downwardAPI", field_refs);
        });
    });
    inside(volume, "hostPath", |host| default(host, "type", ""));
    inside(volume, "ephemeral", |ephemeral| inside(ephemeral, "volumeClaimTemplate", claim));
}

fn field_refs(source: &mut Fields) {
    each(source, "items", |item| inside(item, "fieldRef", |field| default(field, "apiVersion", "v1")));
}

/// A claim, or the template of one.
pub(super) fn claim(object: &mut Fields) {
    // Templates are stored with their kind, which can be no other.
    inside(object, "spec", |spec| default(spec, "volumeMode", "Filesystem"));
}

/// A volume made by hand.
pub(super) fn persistent_volume(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "volumeMode", "Filesystem");
        default(spec, "persistentVolumeReclaimPolicy", "Retain");
        inside(spec, "hostPath", |host| default(host, "type", ""));
    });
}

/// A class of storage.
pub(super) fn storage_class(object: &mut Fields) {
    default(object, "reclaimPolicy", "Delete");
    default(object, "volumeBindingMode", "Immediate");
}
