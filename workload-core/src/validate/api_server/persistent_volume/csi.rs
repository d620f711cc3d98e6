//! Volumes of a CSI driver.

use k8s_openapi::api::core::v1::{CSIPersistentVolumeSource, SecretReference};

use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::pod::volume_cloud::csi_driver;
use crate::validate::field_error::FieldErrors;

/// Checks the driver, the volume's handle and the Secrets; that of the node's stage is free.
pub(super) fn check(source: &CSIPersistentVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    csi_driver(&source.driver, &at.field("driver"), errors);
    let missing = "a CSI volume needs a `volumeHandle`";
    checks::said(&source.volume_handle, missing, &at.field("volumeHandle"), errors);
    for (field, secret) in [
        ("controllerPublishSecretRef", &source.controller_publish_secret_ref),
        ("controllerExpandSecretRef", &source.controller_expand_secret_ref),
        ("nodePublishSecretRef", &source.node_publish_secret_ref),
        ("nodeExpandSecretRef", &source.node_expand_secret_ref),
    ] {
        if let Some(secret) = secret {
            reference(secret, &at.field(field), errors);
        }
    }
}

fn reference(secret: &SecretReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let [name, namespace] = [&secret.name, &secret.namespace].map(|text| text.as_deref().unwrap_or_default());
    let is_name = |text: &str| check_dns_name(text, "a Secret");
    checks::name(name, "a Secret needs its `name`", is_name, &at.field("name"), errors);
    let is_namespace = |text: &str| check_label(text, "a namespace");
    checks::name(namespace, "a Secret needs its `namespace`", is_namespace, &at.field("namespace"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn driver_handle_and_secrets_are_checked() {
        let with = |source: &str| {
            format!("spec: {{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], csi: {{{source}}}}}")
        };
        let long = format!("driver: {}, volumeHandle: h", "x".repeat(64));
        assert_paths(
            "apiVersion: v1, kind: PersistentVolume",
            &[
                (&with("driver: EBS.csi.aws.com, volumeHandle: h, nodeStageSecretRef: {}"), &[]),
                (&with(""), &["spec.csi.driver", "spec.csi.volumeHandle"]),
                (&with(&long), &["spec.csi.driver"]),
                (
                    &with("driver: d, volumeHandle: h, nodePublishSecretRef: {name: A}"),
                    &["spec.csi.nodePublishSecretRef.name", "spec.csi.nodePublishSecretRef.namespace"],
                ),
            ],
        );
    }
}
