//! ConfigMaps and Secrets.

mod secret_type;

use k8s_openapi::api::core::v1::{ConfigMap, Secret};

use super::checks::text;
use super::meta::{self, Naming};
use super::validate::Validate;
use crate::k8s::values::check_data_key;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// How many bytes the values may have in all: 1 MiB.
const LARGEST: usize = 1024 * 1024;

impl Validate for ConfigMap {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let (text_at, binary_at) = (at.field("data"), at.field("binaryData"));
        let mut size = 0;
        for (key, value) in self.data.iter().flatten() {
            text(check_data_key(key), &text_at.key(key), errors);
            if self.binary_data.as_ref().is_some_and(|binary| binary.contains_key(key)) {
                errors.invalid(&text_at.key(key), format!("the key `{key}` stands in `binaryData` too"));
            }
            size += value.len();
        }
        for (key, value) in self.binary_data.iter().flatten() {
            text(check_data_key(key), &binary_at.key(key), errors);
            size += value.0.len();
        }
        fits(size, at, errors);
    }
}

impl Validate for Secret {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let (data_at, text_at) = (at.field("data"), at.field("stringData"));
        let mut size = 0;
        for (key, value) in self.data.iter().flatten() {
            text(check_data_key(key), &data_at.key(key), errors);
            let is_covered = self.string_data.as_ref().is_some_and(|texts| texts.contains_key(key));
            size += if is_covered { 0 } else { value.0.len() };
        }
        for (key, value) in self.string_data.iter().flatten() {
            if let Err(error) = check_data_key(key) {
                errors.invalid(&data_at.key(key), error.as_str()).standing_at(&text_at.key(key));
            }
            size += value.len();
        }
        fits(size, &data_at, errors);
        secret_type::check(self, at, errors);
    }
}

fn fits(size: usize, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if size > LARGEST {
        let message = format!("the values have {size} bytes in all, at most {LARGEST} are allowed");
        errors.add(ErrorType::TooLong, at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(errors: FieldErrors) -> Vec<String> {
        let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
        paths.filter(|path| !path.starts_with("metadata")).collect()
    }

    #[test]
    fn keys_become_files() {
        for (json, expected) in [
            (r#"{"data": {"redis.conf": "x", ".env": ""}, "binaryData": {"b": "aGk="}}"#, &[][..]),
            (r#"{"data": {"a b": "x", "..": ""}}"#, &["data[..]", "data[a b]"]),
            (r#"{"binaryData": {"a/b": "aGk="}}"#, &["binaryData[a/b]"]),
            (r#"{"data": {"a": "x"}, "binaryData": {"a": "aGk="}}"#, &["data[a]"]),
        ] {
            let map: ConfigMap = serde_json::from_str(&with_header(json, "ConfigMap")).unwrap();
            let mut errors = FieldErrors::default();
            map.validate(&PathBuilder::root(), &mut errors);
            assert_eq!(paths(errors), expected, "{json}");
        }
    }

    #[test]
    fn texts_of_a_secret_are_its_data() {
        for (json, expected) in [
            (r#"{"data": {"a": "aGk="}, "stringData": {"a": "x"}}"#, &[][..]),
            (r#"{"stringData": {"a b": "x"}}"#, &["data[a b]"]),
            (r#"{"data": {"a b": "aGk="}}"#, &["data[a b]"]),
        ] {
            let object: Secret = serde_json::from_str(&with_header(json, "Secret")).unwrap();
            let mut errors = FieldErrors::default();
            object.validate(&PathBuilder::root(), &mut errors);
            assert_eq!(paths(errors), expected, "{json}");
        }
    }

    #[test]
    fn a_mebibyte_is_the_most() {
        for (size, refused) in [(LARGEST, false), (LARGEST + 1, true)] {
            let data = [("a".to_owned(), "x".repeat(size))].into();
            let mut errors = FieldErrors::default();
            let map = ConfigMap { data: Some(data), ..ConfigMap::default() };
            map.validate(&PathBuilder::root(), &mut errors);
            assert_eq!(
                errors.into_tested().iter().any(|error| error.error_type == ErrorType::TooLong),
                refused
            );
        }
    }

    fn with_header(json: &str, kind: &str) -> String {
        json.replacen('{', &format!(r#"{{"apiVersion": "v1", "kind": "{kind}", "#), 1)
    }
}
