//! Manifests as `serde_yaml` values, and back: for code that already speaks that crate.

use std::error::Error;
use std::fmt;

use serde::Deserialize as _;
use serde_yaml::Value;

use super::{Manifest, Manifests};
use crate::k8s::{DynamicObject, Object};

/// Why a `serde_yaml` value is no manifest.
#[derive(Debug)]
#[non_exhaustive]
pub enum FromYamlValueError {
    /// The value has no text under this key, `apiVersion` or `kind`.
    Missing(&'static str),
    /// A field has the wrong type.
    Field(serde_yaml::Error),
}

impl fmt::Display for FromYamlValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(key) => write!(f, "an object needs `{key}`"),
            Self::Field(error) => error.fmt(f),
        }
    }
}

impl Error for FromYamlValueError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Field(error) => Some(error),
            Self::Missing(_) => None,
        }
    }
}

impl Manifest {
    /// The object as a `serde_yaml` value.
    #[must_use]
    pub fn to_yaml_value(&self) -> Value {
        // Objects are made of maps with text keys, lists and scalars, all of which have a form.
        serde_yaml::to_value(&self.object).unwrap_or_default()
    }

    /// The object that a `serde_yaml` value describes; it has no place in Rust.
    ///
    /// # Errors
    ///
    /// When the value names no API version and kind, or a field has the wrong type.
    pub fn from_yaml_value(value: Value) -> Result<Self, FromYamlValueError> {
        let api_version = text(&value, "apiVersion")?;
        let kind = text(&value, "kind")?;
        let typed = Object::deserialize_as(&api_version, &kind, &value);
        let dynamic = || DynamicObject::deserialize(&value).map(Object::from);
        let object = typed.unwrap_or_else(dynamic).map_err(FromYamlValueError::Field)?;
        Ok(Self { object, origins: Vec::new() })
    }
}

impl Manifests {
    /// All objects as `serde_yaml` values, in the order in which they are applied.
    #[must_use]
    pub fn to_yaml_values(&self) -> Vec<Value> {
        self.iter().map(Manifest::to_yaml_value).collect()
    }

    /// The objects that `serde_yaml` values describe, in the order in which they are applied.
    ///
    /// ```
    /// use workload_core::Manifests;
    ///
    /// let value = serde_yaml::from_str("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n").unwrap();
    /// let manifests = Manifests::from_yaml_values([value]).unwrap();
    /// assert_eq!(manifests.objects().next().unwrap().name(), "a");
    /// ```
    ///
    /// # Errors
    ///
    /// For the first value that is no manifest, as in [`Manifest::from_yaml_value`].
    pub fn from_yaml_values(values: impl IntoIterator<Item = Value>) -> Result<Self, FromYamlValueError> {
        values.into_iter().map(Manifest::from_yaml_value).collect()
    }
}

fn text(value: &Value, key: &'static str) -> Result<String, FromYamlValueError> {
    value.get(key).and_then(Value::as_str).map(ToOwned::to_owned).ok_or(FromYamlValueError::Missing(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Manifest, String> {
        let value = serde_yaml::from_str(text).unwrap();
        Manifest::from_yaml_value(value).map_err(|error| error.to_string())
    }

    #[test]
    fn a_value_comes_back_as_it_went() {
        let text = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: c, image: 'yes'}]}}}\n";
        let manifest = read(text).unwrap();
        assert_eq!(Manifest::from_yaml_value(manifest.to_yaml_value()).unwrap(), manifest);
        assert_eq!(manifest.to_yaml_value()["spec"]["template"]["spec"]["containers"][0]["image"], "yes");
    }

    #[test]
    fn a_kind_without_a_type_is_read_too() {
        let manifest = read("{apiVersion: a/v1, kind: B, metadata: {name: c}, spec: {d: 1}}").unwrap();
        assert_eq!(manifest.to_yaml_value()["spec"]["d"], 1);
    }

    #[test]
    fn what_is_no_manifest_is_told() {
        assert_eq!(read("kind: Job").unwrap_err(), "an object needs `apiVersion`");
        let wrong = read("{apiVersion: v1, kind: ConfigMap, metadata: 1}").unwrap_err();
        assert!(wrong.contains("invalid type"), "{wrong}");
    }
}
