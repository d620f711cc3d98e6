//! Claims of devices: those of the Pod, and those a container uses.

use k8s_openapi::api::core::v1::{PodResourceClaim, ResourceClaim};

use super::scope::Scope;
use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// Checks the claims of the Pod.
pub(super) fn check(claims: &[PodResourceClaim], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut names = Seen::default();
    for (index, claim) in claims.iter().enumerate() {
        let at = at.index(index);
        let is_name = |name: &str| check_label(name, "the name of a claim");
        checks::name(&claim.name, "a claim has a name", is_name, &at.field("name"), errors);
        if names.again(claim.name.as_str()) && !claim.name.is_empty() {
            errors.duplicate(&at.field("name"), &claim.name);
        }
        source(claim, &at, errors);
    }
}

fn source(claim: &PodResourceClaim, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (name, template) = (&claim.resource_claim_name, &claim.resource_claim_template_name);
    if name.is_some() && template.is_some() {
        errors.invalid(at, "a claim is made or made from a template: leave one of the two names out");
    } else if name.is_none() && template.is_none() {
        errors.invalid(at, "a claim has a `resourceClaimName` or a `resourceClaimTemplateName`");
    }
    for (field, name) in [("resourceClaimName", name), ("resourceClaimTemplateName", template)] {
        if let Some(name) = name {
            checks::text(check_dns_name(name, "the name of a claim"), &at.field(field), errors);
        }
    }
}

/// Checks the claims that a container uses.
pub(super) fn used(
    scope: &Scope<'_>,
    claims: &[ResourceClaim],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let mut uses = Uses::default();
    for (index, claim) in claims.iter().enumerate() {
        let at = at.index(index);
        if checks::said(&claim.name, "a claim is named", &at, errors) {
            use_of(scope, claim, uses.overlap(claim), &at, errors);
        }
    }
}

/// The claims and requests that a container used so far.
#[derive(Default)]
struct Uses<'c> {
    claims: Seen<&'c str>,
    whole: Seen<&'c str>,
    requests: Seen<(&'c str, &'c str)>,
}

impl<'c> Uses<'c> {
    /// Whether an earlier use shares a request with this one; a use without a request takes all of its claim.
    fn overlap(&mut self, claim: &'c ResourceClaim) -> bool {
        let (name, request) = (claim.name.as_str(), claim.request.as_deref().unwrap_or_default());
        let is_claim_used = self.claims.again(name);
        if request.is_empty() {
            self.whole.again(name);
            return is_claim_used;
        }
        self.requests.again((name, request)) || self.whole.has(name)
    }
}

fn use_of(
    scope: &Scope<'_>,
    claim: &ResourceClaim,
    is_used: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(request) = claim.request.as_deref().filter(|request| !request.is_empty()) {
        checks::text(check_label(request, "the name of a request"), &at.field("request"), errors);
    }
    if is_used {
        errors.duplicate(at, &claim.name);
    }
    is_of_pod(scope, &claim.name, at, errors);
}

/// Checks that the Pod has a claim of that name.
fn is_of_pod(scope: &Scope<'_>, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !scope.has_resource_claim(name) {
        errors.not_found(at, name, "one of the Pod's `resourceClaims`", scope.resource_claim_names());
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        accepts, container_refuses, deployment, refuses, spec_accepts, spec_refuses,
    };

    #[test]
    fn claims_of_the_pod() {
        spec_accepts(&[
            "resourceClaims: [{name: g, resourceClaimName: a.b}, {name: h, resourceClaimTemplateName: x}]",
        ]);
        spec_refuses(&[
            ("resourceClaims: [{name: G, resourceClaimName: x}]", "resourceClaims[0].name", "lower case"),
            ("resourceClaims: [{name: g}]", "resourceClaims[0]", "has a `resourceClaimName`"),
            (
                "resourceClaims: [{name: g, resourceClaimName: x, resourceClaimTemplateName: z}]",
                "resourceClaims[0]",
                "leave one",
            ),
            (
                "resourceClaims: [{name: g, resourceClaimName: x}, {name: g, resourceClaimName: x}]",
                "resourceClaims[1].name",
                "duplicate",
            ),
            (
                "resourceClaims: [{name: g, resourceClaimName: X}]",
                "resourceClaims[0].resourceClaimName",
                "lower",
            ),
        ]);
    }

    #[test]
    fn claims_of_a_container() {
        let with = |claims: &str| {
            deployment(&format!(
                "containers: [{{name: a, image: b, resources: {{claims: {claims}}}}}], resourceClaims: [{{name: g, resourceClaimName: x}}]"
            ))
        };
        accepts(&with("[{name: g, request: a}, {name: g, request: b}]"));
        for (claims, at, words) in [
            ("[{}]", "[0]", "is named"),
            ("[{name: h}]", "[0]", "not one of the Pod's"),
            ("[{name: g}, {name: g, request: a}]", "[1]", "duplicate"),
            ("[{name: g, request: a}, {name: g}]", "[1]", "duplicate"),
            ("[{name: g, request: a}, {name: g, request: a}]", "[1]", "duplicate"),
            ("[{name: g, request: A}]", "[0].request", "lower case"),
        ] {
            refuses(&with(claims), &format!("spec.template.spec.containers[0].resources.claims{at}"), words);
        }
        container_refuses(&[(
            "resources: {claims: [{name: a}]}",
            "resources.claims[0]",
            "not one of the Pod's",
        )]);
    }
}
