//! PersistentVolumes.

mod csi;
mod remote;
mod source;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PersistentVolume, PersistentVolumeSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::access_modes;
use super::checks::{strict_word, text, word};
use super::meta::{self, Form, SUBDOMAIN};
use super::name;
use super::pod::node_affinity;
use super::pod::resources::value;
use super::validate::Validate;
use super::value::given;
use crate::k8s::OptionalField;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for PersistentVolume {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::cluster(SUBDOMAIN).keeps_generation();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let spec: &PersistentVolumeSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        let modes = spec.access_modes.as_deref();
        access_modes::check("a PersistentVolume", modes, &at.field("accessModes"), errors);
        capacity(spec, &at.field("capacity"), errors);
        source::check(spec, name::text(&self.metadata), &at, errors);
        affinity(spec, &at.field("nodeAffinity"), errors);
        reclaim_policy(spec, &at.field("persistentVolumeReclaimPolicy"), errors);
        if let Some(class) = given(spec.storage_class_name.as_ref()) {
            text(check_dns_name(class, "a storage class"), &at.field("storageClassName"), errors);
        }
        strict_word(spec.volume_mode.as_ref(), &["Block", "Filesystem"], &at.field("volumeMode"), errors);
        attributes_class(spec, &at, errors);
    }
}

fn capacity(spec: &PersistentVolumeSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut none = None;
    let capacity = spec.capacity.as_ref().unwrap_or_else(|| none.insert(BTreeMap::new()));
    if capacity.is_empty() {
        errors.required(at, "a PersistentVolume needs a `capacity`").help("write `capacity: {storage: 1Gi}`");
    } else if capacity.len() > 1 || !capacity.contains_key("storage") {
        let names: Vec<_> = capacity.keys().map(String::as_str).collect();
        errors.unsupported(at, &names.join(", "), &["storage"]);
    }
    for (name, amount) in capacity {
        if value(amount) <= 0 || overflows(amount) {
            errors.invalid(&at.key(name), format!("capacity `{}`, expected more than 0", amount.0));
        }
    }
}

/// Whether the server, which counts whole units in 64 bits, takes a large amount for a negative one.
fn overflows(amount: &Quantity) -> bool {
    const UNIT: i128 = 1_000_000_000;
    const LIMIT: i128 = 1 << 63;
    let units = value(amount).div_euclid(UNIT);
    (LIMIT..2 * LIMIT).contains(&units)
}

fn affinity(spec: &PersistentVolumeSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match &spec.node_affinity {
        Some(affinity) => match &affinity.required {
            Some(selector) => node_affinity::required(selector, &at.field("required"), errors),
            None => {
                errors.required(&at.field("required"), "`nodeAffinity` needs the nodes that are `required`");
            }
        },
        None if spec.local.is_some() => {
            errors.required(at, "a `local` volume needs a `nodeAffinity` that names its node");
        }
        None => {}
    }
}

fn reclaim_policy(spec: &PersistentVolumeSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let policy = spec.persistent_volume_reclaim_policy.as_ref();
    word(policy, &["Delete", "Recycle", "Retain"], at, errors);
    let is_root =
        |path: &str| path.starts_with('/') && path.split('/').all(|part| part.is_empty() || part == ".");
    if policy.is_some_and(|policy| policy == "Recycle")
        && spec.host_path.as_ref().is_some_and(|host| is_root(&host.path))
    {
        errors.forbidden(at, "`Recycle` would remove everything of the node: its `hostPath` is `/`");
    }
}

fn attributes_class(spec: &PersistentVolumeSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(class) = &spec.volume_attributes_class_name else { return };
    let field = at.field("volumeAttributesClassName");
    let is_name = |text: &str| check_dns_name(text, "a volume attributes class");
    super::checks::name(class, "`volumeAttributesClassName` is empty", is_name, &field, errors);
    if spec.csi.is_none() {
        errors
            .required(&at.field("csi"), "`volumeAttributesClassName` is for volumes of a CSI driver only")
            .standing_at(&field);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    fn with(more: &str) -> String {
        format!(
            "spec: {{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], nfs: {{server: s, path: /p}}, {more}}}"
        )
    }

    #[test]
    fn volumes_have_a_size_a_mode_and_a_source() {
        assert_paths(
            "apiVersion: v1, kind: PersistentVolume",
            &[
                ("", &["spec.accessModes", "spec.capacity", "spec"]),
                (&with("claimRef: {}, mountOptions: [x y], persistentVolumeReclaimPolicy: ''"), &[]),
                (&with("").replace("1Gi", "0"), &["spec.capacity[storage]"]),
                (&with("").replace("1Gi", "9223372036854775807"), &[]),
                (&with("").replace("1Gi", "9223372036854775808"), &["spec.capacity[storage]"]),
                (&with("").replace("1Gi", "16Ei"), &[]),
                (&with("").replace("storage: 1Gi", "storage: 1Gi, cpu: 1"), &["spec.capacity"]),
                (&with("volumeMode: ''"), &["spec.volumeMode"]),
                (&with("storageClassName: A"), &["spec.storageClassName"]),
                (&with("persistentVolumeReclaimPolicy: keep"), &["spec.persistentVolumeReclaimPolicy"]),
                (&with("nodeAffinity: {}"), &["spec.nodeAffinity.required"]),
                (&with("nodeAffinity: {required: {nodeSelectorTerms: [{}]}}"), &[]),
                (&with("volumeAttributesClassName: a"), &["spec.csi"]),
                (&with("volumeAttributesClassName: ''"), &["spec.volumeAttributesClassName", "spec.csi"]),
            ],
        );
    }

    #[test]
    fn a_local_volume_has_a_node_and_the_root_is_not_recycled() {
        let with = |source: &str| with("").replace("nfs: {server: s, path: /p}", source);
        assert_paths(
            "apiVersion: v1, kind: PersistentVolume",
            &[
                (&with("local: {path: a}"), &["spec.nodeAffinity"]),
                (
                    &with("hostPath: {path: //.}, persistentVolumeReclaimPolicy: Recycle"),
                    &["spec.persistentVolumeReclaimPolicy"],
                ),
            ],
        );
    }
}
