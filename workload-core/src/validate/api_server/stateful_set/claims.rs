//! The claims that each Pod of a StatefulSet gets.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PersistentVolumeClaimSpec};

use super::super::persistent_volume_claim;
use crate::k8s::OptionalField;
use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the claim templates; `at` is the spec.
pub(super) fn check(spec: &StatefulSetSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("volumeClaimTemplates");
    for (index, claim) in spec.volume_claim_templates.iter().flatten().enumerate() {
        let claim_at = list_at.index(index);
        let spec: &PersistentVolumeClaimSpec = &claim.spec.get_or_default();
        persistent_volume_claim::spec(spec, &claim_at.field("spec"), errors);
        name(claim, index, &claim_at, at, errors);
    }
}

/// The server speaks of the volume that a claim becomes, which stands nowhere.
fn name(
    claim: &PersistentVolumeClaim,
    index: usize,
    claim_at: &PathBuilder<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let list_at = at.fields(&["template", "spec", "volumes"]);
    let volume_at = list_at.index(index);
    let stands_at = claim_at.fields(&["metadata", "name"]);
    let name = claim.metadata.name.as_deref().unwrap_or_default();
    let error = match check_label(name, "the name of a volume") {
        _ if name.is_empty() => errors.required(&volume_at.field("name"), UNNAMED),
        Err(error) => errors.invalid(&volume_at.field("name"), error.as_str()),
        Ok(()) => return,
    };
    error.standing_at(&stands_at);
}

const UNNAMED: &str = "a claim has a name, by which containers mount it";

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(claims: &str) -> StatefulSetSpec {
        let spec = format!(
            r#"{{"template": {{"spec": {{"volumes": [{{"name": "v"}}]}}}}, "volumeClaimTemplates": {claims}}}"#
        );
        serde_json::from_str(&spec).unwrap()
    }

    const GOOD: &str = r#"{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}}"#;

    #[test]
    fn claims_are_checked_where_they_stand() {
        for (claims, expected) in [
            (format!("[{GOOD}]"), &[][..]),
            (
                "[{}]".to_owned(),
                &[
                    ("spec.volumeClaimTemplates[0].spec.accessModes", None),
                    ("spec.volumeClaimTemplates[0].spec.resources[storage]", None),
                    (
                        "spec.template.spec.volumes[0].name",
                        Some("spec.volumeClaimTemplates[0].metadata.name"),
                    ),
                ],
            ),
            (
                format!("[{}]", GOOD.replace("data", "Data")),
                &[("spec.template.spec.volumes[0].name", Some("spec.volumeClaimTemplates[0].metadata.name"))],
            ),
        ] {
            let mut errors = FieldErrors::default();
            check(&spec(&claims), &PathBuilder::root().field("spec"), &mut errors);
            let found: Vec<_> = errors
                .into_vec()
                .into_iter()
                .map(|error| (error.path.to_string(), error.place.map(|place| place.to_string())))
                .map(|(path, place)| if path.ends_with("[storage]") { (path, None) } else { (path, place) })
                .collect();
            let found: Vec<_> = found.iter().map(|(path, place)| (path.as_str(), place.as_deref())).collect();
            assert_eq!(found, expected, "{claims}");
        }
    }
}
