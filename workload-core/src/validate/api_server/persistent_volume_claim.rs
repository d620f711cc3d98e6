//! Claims of storage.

mod source;

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PersistentVolumeClaimSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::access_modes;
use super::checks::{optional, strict_word, text};
use super::meta::{self, Naming};
use super::validate::Validate;
use super::value::given;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, is_more};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;
use source::Sources;

impl Validate for PersistentVolumeClaim {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let spec: &PersistentVolumeClaimSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        all_but_sources(spec, &at, errors);
        source::check(Sources::of_an_object(spec), &at, errors);
    }
}

/// Checks the spec of a claim in a template: of a StatefulSet, or of an ephemeral volume.
pub(super) fn spec(spec: &PersistentVolumeClaimSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    all_but_sources(spec, at, errors);
    source::check(Sources::of_a_template(spec), at, errors);
}

fn all_but_sources(spec: &PersistentVolumeClaimSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    access_modes::check("a claim", spec.access_modes.as_deref(), &at.field("accessModes"), errors);
    optional(spec.selector.as_ref(), &at.field("selector"), errors, meta::selector);
    storage(spec, at, errors);
    class(spec.storage_class_name.as_ref(), "a storage class", &at.field("storageClassName"), errors);
    strict_word(spec.volume_mode.as_ref(), &["Block", "Filesystem"], &at.field("volumeMode"), errors);
    let attributes = spec.volume_attributes_class_name.as_ref();
    class(attributes, "a volume attributes class", &at.field("volumeAttributesClassName"), errors);
}

fn storage(spec: &PersistentVolumeClaimSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // The server leaves out `requests`.
    let (resources, real) = (at.field("resources"), at.fields(&["resources", "requests"]));
    let short = resources.key("storage");
    match requested(spec) {
        None => {
            errors
                .required(&short, "a claim says how much storage it asks for")
                .standing_at(&real)
                .help("write `resources: {requests: {storage: 1Gi}}`");
        }
        Some(amount) if !is_more(&amount.0, "0") => {
            let message = format!("`{}` of storage is nothing: ask for more than 0", amount.0);
            errors.invalid(&short, message).standing_at(&real.key("storage"));
        }
        Some(_) => {}
    }
}

/// The storage that a claim asks for.
fn requested(spec: &PersistentVolumeClaimSpec) -> Option<&Quantity> {
    spec.resources.as_ref()?.requests.as_ref()?.get("storage")
}

fn class(name: Option<&String>, what: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(name) = given(name) {
        text(check_dns_name(name, what), at, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> Vec<String> {
        let spec = serde_json::from_str(json).unwrap();
        let mut errors = FieldErrors::default();
        super::spec(&spec, &PathBuilder::root().field("spec"), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    fn with(more: &str) -> String {
        format!(
            r#"{{"accessModes": ["ReadWriteOnce"], "resources": {{"requests": {{"storage": "1"}}}}{more}}}"#
        )
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for more in [
            "",
            r#", "storageClassName": """#,
            r#", "storageClassName": "fast.example", "volumeMode": "Block""#,
            r#", "volumeAttributesClassName": """#,
        ] {
            assert_eq!(said(&with(more)), [""; 0], "{more}");
        }
        let other = r#"{"accessModes": ["ReadOnlyMany", "ReadOnlyMany"], "resources": {"requests": {"storage": "1n", "x": "-1"}}}"#;
        assert_eq!(said(other), [""; 0]);
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (more, path) in [
            (r#", "storageClassName": "Fast""#, "spec.storageClassName"),
            (r#", "volumeMode": "block""#, "spec.volumeMode"),
            (r#", "volumeMode": """#, "spec.volumeMode"),
            (r#", "volumeAttributesClassName": "a b""#, "spec.volumeAttributesClassName"),
        ] {
            assert_eq!(said(&with(more)), [path], "{more}");
        }
        for (json, path) in [
            (r#"{"resources": {"requests": {"storage": "1"}}}"#, "spec.accessModes"),
            (r#"{"accessModes": ["RWO"], "resources": {"requests": {"storage": "1"}}}"#, "spec.accessModes"),
            (
                r#"{"accessModes": ["ReadWriteOncePod", "ReadWriteOnce"], "resources": {"requests": {"storage": "1"}}}"#,
                "spec.accessModes",
            ),
            (r#"{"accessModes": ["ReadWriteOnce"]}"#, "spec.resources[storage]"),
            (
                r#"{"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "0"}}}"#,
                "spec.resources[storage]",
            ),
        ] {
            assert_eq!(said(json), [path], "{json}");
        }
    }
}
