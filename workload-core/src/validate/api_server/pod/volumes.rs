//! The volumes of a Pod.

use k8s_openapi::api::core::v1::Volume;

use super::scope::Scope;
use super::volume_source;
use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// Checks the volumes of the spec; `at` is their list.
pub(super) fn check(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let volumes = scope.volumes();
    // The server counts from the volumes of claims on.
    let mut counted = scope.claims().len();
    let mut names = Seen::default();
    for (index, volume) in volumes.iter().enumerate() {
        let is_repeated = names.again(volume.name.as_str());
        if !scope.is_claimed(&volume.name) {
            let stands = at.index(index);
            errors.renamed(&at.index(counted), &stands, |errors| {
                one(scope, volume, is_repeated, &stands, errors);
            });
            counted += 1;
        }
    }
    made_here(scope, at, errors);
}

fn one(
    scope: &Scope<'_>,
    volume: &Volume,
    is_repeated: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    volume_source::check(scope, volume, at, errors);
    let is_name = |name: &str| check_label(name, "the name of a volume");
    checks::name(&volume.name, "a volume has a name", is_name, &at.field("name"), errors);
    if is_repeated && !volume.name.is_empty() {
        errors.duplicate(&at.field("name"), &volume.name).help("volumes of one Pod have different names");
    }
    if let Some(claim) = &volume.persistent_volume_claim {
        let place = at.field("persistentVolumeClaim");
        not_made_here(scope, &claim.claim_name, &place.field("claimName"), errors);
    }
}

/// The name of a bare Pod, once it has one.
fn pod_name<'a>(scope: &Scope<'a>) -> Option<&'a str> {
    scope.pod?.name.as_deref().filter(|name| !name.is_empty())
}

/// Checks that a claim is not one that an ephemeral volume of the same Pod makes.
fn not_made_here(scope: &Scope<'_>, claim: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(rest) = pod_name(scope).and_then(|pod| claim.strip_prefix(pod)?.strip_prefix('-')) else {
        return;
    };
    if scope.volumes().iter().any(|volume| volume.ephemeral.is_some() && volume.name == rest) {
        let message =
            format!("`{claim}` is the claim that the ephemeral volume `{rest}` makes: mount that one");
        errors.invalid(at, message);
    }
}

/// Checks that the claims that ephemeral volumes make have names.
fn made_here(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(pod) = pod_name(scope) else { return };
    for (index, volume) in scope.volumes().iter().enumerate() {
        if volume.ephemeral.is_some() && check_label(&volume.name, "").is_ok() {
            let claim = format!("{pod}-{}", volume.name);
            let checked = check_dns_name(&claim, "the name of the claim that this makes");
            // A name that is wrong in itself is told where it stands.
            if check_dns_name(pod, "").is_ok() {
                checks::text(checked, &at.index(index).field("name"), errors);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn volumes_have_names_of_their_own() {
        let template = "{volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}";
        spec_accepts(&[
            "volumes: [{name: v}, {name: w, emptyDir: {}}]",
            &format!("volumes: [{{name: v, ephemeral: {template}}}]"),
        ]);
        spec_refuses(&[
            ("volumes: [{}]", "volumes[0].name", "has a name"),
            ("volumes: [{name: V}]", "volumes[0].name", "lower case"),
            ("volumes: [{name: v}, {name: v}]", "volumes[1].name", "duplicate"),
            (
                &format!(
                    "volumes: [{{name: v, ephemeral: {template}}}, {{name: w, persistentVolumeClaim: {{claimName: a-v}}}}]"
                ),
                "volumes[1].persistentVolumeClaim.claimName",
                "mount that one",
            ),
        ]);
    }
}
