//! Environment variables, a whole ConfigMap or Secret at once.

use k8s_openapi::api::core::v1::EnvFromSource;

use super::env;
use crate::k8s::values::{check_dns_name, check_printable_name};
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks the sources; `at` is their list, by whose name the server goes for their number.
pub(super) fn check(sources: &[EnvFromSource], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, source) in sources.iter().enumerate() {
        let stands = at.index(index);
        let prefix = source.prefix.as_deref().unwrap_or_default();
        checks::text(check_printable_name(prefix), &stands.field("prefix"), errors);
        env::plain(prefix, &stands.field("prefix"), errors);
        if let Some(map) = &source.config_map_ref {
            name(&map.name, "a ConfigMap", &stands.field("configMapRef").field("name"), errors);
        }
        if let Some(secret) = &source.secret_ref {
            name(&secret.name, "a Secret", &stands.field("secretRef").field("name"), errors);
        }
        if let Err(message) = one_source(source) {
            errors.invalid(at, message).standing_at(&stands);
        }
    }
}

fn one_source(source: &EnvFromSource) -> Result<(), &'static str> {
    match (&source.config_map_ref, &source.secret_ref) {
        (None, None) => Err("variables come from a `configMapRef` or a `secretRef`: name one"),
        (Some(_), Some(_)) => Err("variables come from one source: make two entries of it"),
        _ => Ok(()),
    }
}

fn name(name: &str, of: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "what is referred to has a name";
    checks::name(name, missing, |name| check_reference(name, of), at, errors);
}

/// The server forgives a dash at the end, as if more were to follow.
fn check_reference(name: &str, of: &str) -> Result<(), Message> {
    match name.strip_suffix('-') {
        Some(before) if check_dns_name(&format!("{before}a"), of).is_ok() => Ok(()),
        _ => check_dns_name(name, of),
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn one_source_is_named() {
        container_accepts(&[
            "envFrom: [{configMapRef: {name: a}}, {configMapRef: {name: a}}, {prefix: A., secretRef: {name: b-}}]",
        ]);
        container_refuses(&[
            ("envFrom: [{}]", "envFrom", "name one"),
            ("envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]", "envFrom", "make two entries"),
            ("envFrom: [{configMapRef: {}}]", "envFrom[0].configMapRef.name", "has a name"),
            ("envFrom: [{secretRef: {name: A_B}}]", "envFrom[0].secretRef.name", "not a Secret"),
            ("envFrom: [{prefix: '=', secretRef: {name: b}}]", "envFrom[0].prefix", "`=` ends"),
        ]);
    }
}
