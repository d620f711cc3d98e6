//! Profiles of system calls.

use k8s_openapi::api::core::v1::SeccompProfile;

use crate::k8s::values::check_sub;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

const TYPES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

/// Checks a profile.
pub(super) fn check(profile: &SeccompProfile, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "a profile has a type: `Localhost`, `RuntimeDefault` or `Unconfined`";
    checks::required_word(&profile.type_, missing, &TYPES, &at.field("type"), errors);
    let place = at.field("localhostProfile");
    match (profile.type_.as_str(), profile.localhost_profile.as_deref()) {
        ("Localhost", None) => {
            errors.required(&place, "a profile on the node is named: `localhostProfile`");
        }
        ("Localhost", Some("")) => {}
        ("Localhost", Some(path)) => checks::text(check_sub(path), &place, errors),
        (_, Some(_)) => {
            errors.invalid(&place, "only a profile of type `Localhost` is named here: leave it out");
        }
        (_, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn a_profile_on_the_node_is_named() {
        let profile = |text: &str| format!("securityContext: {{seccompProfile: {text}}}");
        for text in ["{type: RuntimeDefault}", "{type: Localhost, localhostProfile: a/b.json}"] {
            container_accepts(&[&profile(text)]);
        }
        for (text, path, words) in [
            ("{}", "type", "has a type"),
            ("{type: runtimeDefault}", "type", "expected `Localhost`"),
            ("{type: Localhost}", "localhostProfile", "is named"),
            ("{type: Localhost, localhostProfile: /a}", "localhostProfile", "relative"),
            ("{type: Unconfined, localhostProfile: a}", "localhostProfile", "leave it out"),
        ] {
            container_refuses(&[(&profile(text), &format!("securityContext.seccompProfile.{path}"), words)]);
        }
    }
}
