//! What a Secret of a certain type must hold.

use k8s_openapi::api::core::v1::Secret;
use serde::de::IgnoredAny;

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The annotation that names the account of a token.
const ACCOUNT: &str = "kubernetes.io/service-account.name";

/// Checks the data that goes with the type.
pub(super) fn check(secret: &Secret, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match secret.type_.as_deref().unwrap_or_default() {
        "kubernetes.io/service-account-token" => token(secret, at, errors),
        "kubernetes.io/dockercfg" => json(secret, ".dockercfg", at, errors),
        "kubernetes.io/dockerconfigjson" => json(secret, ".dockerconfigjson", at, errors),
        "kubernetes.io/basic-auth"
            if value(secret, "username").is_none() && value(secret, "password").is_none() =>
        {
            missing("username", "`username` or `password`", at, errors);
        }
        "kubernetes.io/ssh-auth" if value(secret, "ssh-privatekey").is_none_or(<[u8]>::is_empty) => {
            missing("ssh-privatekey", "`ssh-privatekey`", at, errors);
        }
        "kubernetes.io/tls" => certificate(secret, at, errors),
        _ => {}
    }
}

fn certificate(secret: &Secret, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for key in ["tls.crt", "tls.key"] {
        if value(secret, key).is_none() {
            missing(key, &format!("`{key}`"), at, errors);
        }
    }
}

fn value<'a>(secret: &'a Secret, key: &str) -> Option<&'a [u8]> {
    let text = secret.string_data.as_ref().and_then(|texts| texts.get(key)).map(String::as_bytes);
    text.or_else(|| secret.data.as_ref().and_then(|data| data.get(key)).map(|bytes| bytes.0.as_slice()))
}

fn missing(key: &str, what: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors.required(&at.field("data").key(key), format!("a Secret of this type holds {what}"));
}

fn token(secret: &Secret, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let annotations = secret.metadata.annotations.as_ref();
    if annotations.and_then(|annotations| annotations.get(ACCOUNT)).is_none_or(String::is_empty) {
        let message = format!("the annotation `{ACCOUNT}` says whose token this is");
        errors.required(&at.fields(&["metadata", "annotations"]).key(ACCOUNT), message);
    }
}

fn json(secret: &Secret, key: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match value(secret, key) {
        None => missing(key, &format!("`{key}`"), at, errors),
        Some(bytes) if !is_json_object(bytes) => {
            errors.invalid(&at.field("data").key(key), "the value is not a JSON object");
        }
        Some(_) => {}
    }
}

/// `null` is none and is taken for an empty one.
fn is_json_object(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    bytes == b"null" || bytes.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_ask_for_their_data() {
        for (type_, texts, expected) in [
            ("Opaque", "{}", &[][..]),
            ("example.com/mine", "{}", &[]),
            ("kubernetes.io/tls", r#"{"tls.crt": "", "tls.key": ""}"#, &[]),
            ("kubernetes.io/basic-auth", r#"{"password": ""}"#, &[]),
            ("kubernetes.io/ssh-auth", r#"{"ssh-privatekey": "x"}"#, &[]),
            ("kubernetes.io/dockerconfigjson", r#"{".dockerconfigjson": "{}"}"#, &[]),
            ("kubernetes.io/tls", "{}", &["data[tls.crt]", "data[tls.key]"]),
            ("kubernetes.io/basic-auth", "{}", &["data[username]"]),
            ("kubernetes.io/ssh-auth", r#"{"ssh-privatekey": ""}"#, &["data[ssh-privatekey]"]),
            ("kubernetes.io/dockercfg", "{}", &["data[.dockercfg]"]),
            (
                "kubernetes.io/dockerconfigjson",
                r#"{".dockerconfigjson": "[]"}"#,
                &["data[.dockerconfigjson]"],
            ),
            (
                "kubernetes.io/service-account-token",
                "{}",
                &["metadata.annotations[kubernetes.io/service-account.name]"],
            ),
        ] {
            let secret = Secret {
                type_: Some(type_.to_owned()),
                string_data: serde_json::from_str(texts).unwrap(),
                ..Secret::default()
            };
            let mut errors = FieldErrors::default();
            check(&secret, &PathBuilder::root(), &mut errors);
            let paths: Vec<_> = errors.into_vec().iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected, "{type_} {texts}");
        }
    }
}
