//! The claims that each Pod of a StatefulSet gets, and the volumes that they become.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, PersistentVolumeClaimVolumeSource, PodTemplateSpec,
    Volume,
};

use super::super::persistent_volume_claim;
use crate::faults::Faults;
use crate::objects::Maybe;
use crate::values::check_dns_label;
use crate::yaml::At;

/// Checks the claim templates; `at` is the spec.
pub(super) fn check(spec: &StatefulSetSpec, at: &At<'_>, faults: &mut Faults) {
    let list_at = at.field("volumeClaimTemplates");
    for (index, claim) in spec.volume_claim_templates.iter().flatten().enumerate() {
        let claim_at = list_at.index(index);
        let mut empty = None;
        let given: Option<&PersistentVolumeClaimSpec> = claim.spec.maybe();
        let spec = given.unwrap_or_else(|| empty.insert(PersistentVolumeClaimSpec::default()));
        persistent_volume_claim::spec(spec, &claim_at.field("spec"), faults);
        name(claim, index, &claim_at, at, faults);
    }
}

/// The server speaks of the volume that a claim becomes, which stands nowhere.
fn name(claim: &PersistentVolumeClaim, index: usize, claim_at: &At<'_>, at: &At<'_>, faults: &mut Faults) {
    let list_at = at.fields(&["template", "spec", "volumes"]);
    let volume_at = list_at.index(index);
    let stands_at = claim_at.fields(&["metadata", "name"]);
    let name = claim.metadata.name.as_deref().unwrap_or_default();
    if name.is_empty() {
        faults
            .required(&volume_at.field("name"), "a claim has a name, by which containers mount it")
            .standing_at(&stands_at);
    } else if let Err(error) = check_dns_label(name, "the name of a volume") {
        faults.invalid(&volume_at.field("name"), error.message()).standing_at(&stands_at);
    }
}

/// The template with a volume for each claim, as its containers see it; none where there are
/// no claims.
pub(super) fn mounted(spec: &StatefulSetSpec) -> Option<PodTemplateSpec> {
    let claims = spec.volume_claim_templates.as_ref().filter(|claims| !claims.is_empty())?;
    let mut template = spec.template.clone();
    let volumes = template.spec.get_or_insert_default().volumes.get_or_insert_default();
    for name in claims.iter().filter_map(|claim| claim.metadata.name.as_deref()) {
        // A claim takes the place of a volume of its name.
        if check_dns_label(name, "").is_ok() && volumes.iter().all(|volume| volume.name != name) {
            volumes.push(volume(name));
        }
    }
    Some(template)
}

fn volume(name: &str) -> Volume {
    let source = PersistentVolumeClaimVolumeSource { claim_name: name.to_owned(), read_only: None };
    Volume { name: name.to_owned(), persistent_volume_claim: Some(source), ..Volume::default() }
}

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
    fn claims_become_volumes() {
        let spec = spec(&format!("[{GOOD}, {GOOD}]"));
        let volumes = mounted(&spec).unwrap().spec.unwrap().volumes.unwrap();
        assert_eq!(volumes.iter().map(|volume| volume.name.as_str()).collect::<Vec<_>>(), ["v", "data"]);
        assert!(mounted(&StatefulSetSpec::default()).is_none());
    }

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
            let mut faults = Faults::default();
            check(&spec(&claims), &At::root().field("spec"), &mut faults);
            let found: Vec<_> = faults
                .into_vec()
                .into_iter()
                .map(|fault| (fault.path.to_string(), fault.place.map(|place| place.to_string())))
                .map(|(path, place)| if path.ends_with("[storage]") { (path, None) } else { (path, place) })
                .collect();
            let found: Vec<_> = found.iter().map(|(path, place)| (path.as_str(), place.as_deref())).collect();
            assert_eq!(found, expected, "{claims}");
        }
    }
}
