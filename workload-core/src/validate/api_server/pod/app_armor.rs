//! Profiles of `AppArmor`.

use k8s_openapi::api::core::v1::AppArmorProfile;

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::{ErrorType, FieldErrors};

const TYPES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

/// The longest path that Linux takes.
const LONGEST: usize = 4095;

/// Checks a profile.
pub(super) fn check(profile: &AppArmorProfile, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let place = at.field("localhostProfile");
    let name = profile.localhost_profile.as_deref();
    match profile.type_.as_str() {
        "Localhost" => on_node(name.unwrap_or_default(), &place, errors),
        "RuntimeDefault" | "Unconfined" if name.is_some() => {
            errors.invalid(&place, "only a profile of type `Localhost` is named here: leave it out");
        }
        "" => {
            let message = "a profile has a type: `Localhost`, `RuntimeDefault` or `Unconfined`";
            errors.required(&at.field("type"), message);
        }
        _ => checks::strict_word(Some(&profile.type_), &TYPES, &at.field("type"), errors),
    }
}

fn on_node(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if name.trim().len() == name.len() {
        checks::said(name, "a profile on the node is named: `localhostProfile`", at, errors);
    } else {
        errors.invalid(at, format!("`{name}` is not a profile: leave out the blanks around it"));
    }
    if name.len() > LONGEST {
        errors.add(ErrorType::TooLong, at, "the name of a profile has 4095 characters at most");
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn a_profile_on_the_node_is_named() {
        let profile = |text: &str| format!("securityContext: {{appArmorProfile: {text}}}");
        for text in ["{type: Unconfined}", "{type: Localhost, localhostProfile: /any/name}"] {
            container_accepts(&[&profile(text)]);
        }
        for (text, path, words) in [
            ("{}", "type", "has a type"),
            ("{type: localhost}", "type", "expected `Localhost`"),
            ("{type: Localhost}", "localhostProfile", "is named"),
            ("{type: Localhost, localhostProfile: ' a'}", "localhostProfile", "blanks"),
            ("{type: RuntimeDefault, localhostProfile: a}", "localhostProfile", "leave it out"),
        ] {
            container_refuses(&[(&profile(text), &format!("securityContext.appArmorProfile.{path}"), words)]);
        }
    }
}
