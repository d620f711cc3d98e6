//! The built-in kinds: their versions, and the objects that the API server makes of requests.

use serde_json::{Value, json};

use crate::ownership::autoscaler_versions;
use crate::ownership::facts::{Facts, type_name};
use crate::ownership::hub::to_hub;
use crate::ownership::schema::ObjectType;
use crate::ownership::stored::{check_form, decode_form, set_defaults, unknown_fields, write_form};
use crate::ownership::typed::{SchemaError, check};
use crate::ownership::versions::{ConvertError, Versions, group_version_kind};

/// A built-in kind.
#[derive(Clone, Debug)]
pub struct BuiltinKind {
    kind: String,
    api_versions: Vec<String>,
}

impl BuiltinKind {
    /// The kind, if it is known in that API version.
    pub fn new(api_version: &str, kind: &str) -> Option<Self> {
        Facts::builtin().object_type(api_version, kind)?;
        let api_versions = if kind == autoscaler_versions::KIND {
            autoscaler_versions::API_VERSIONS.iter().map(|version| (*version).to_owned()).collect()
        } else {
            vec![api_version.to_owned()]
        };
        Some(Self { kind: kind.to_owned(), api_versions })
    }

    /// The object that the API server makes of a body: decoded, with defaults, as it is held in
    /// memory.
    pub fn decode(&self, body: &Value) -> Value {
        let api_version = body["apiVersion"].as_str().unwrap_or_default().to_owned();
        let name = type_name(&api_version, &self.kind);
        let mut object = decode_form(Facts::builtin(), &name, body);
        set_defaults(Facts::builtin(), &api_version, &self.kind, &mut object);
        to_hub(&name, &mut object);
        object
    }

    /// Why a body cannot be decoded: values of another type than the field's, and times and quantities
    /// that cannot be read. Unknown fields are no reason.
    pub fn decode_errors(&self, body: &Value) -> Vec<SchemaError> {
        let api_version = body["apiVersion"].as_str().unwrap_or_default();
        let Some(ty) = self.object_type(api_version) else { return Vec::new() };
        let mut errors = check(body, ty, true);
        errors.retain(|error| error.message.starts_with("expected "));
        let name = type_name(api_version, &self.kind);
        errors.extend(check_form(Facts::builtin(), &name, body).err().map(SchemaError::new));
        errors
    }

    /// The paths of the fields of a body that the kind does not have.
    pub fn unknown_fields(&self, body: &Value) -> Vec<String> {
        let api_version = body["apiVersion"].as_str().unwrap_or_default();
        unknown_fields(Facts::builtin(), &type_name(api_version, &self.kind), body)
    }

    /// An object in memory as it is read back from storage.
    pub fn store(&self, object: &Value) -> Value {
        let api_version = object["apiVersion"].as_str().unwrap_or_default();
        write_form(Facts::builtin(), &type_name(api_version, &self.kind), object, true)
    }
}

impl Versions for BuiltinKind {
    fn convert(&self, object: &Value, api_version: &str) -> Result<Value, ConvertError> {
        if !self.api_versions.iter().any(|known| known == api_version) {
            return Err(ConvertError::UnknownVersion);
        }
        if !object.is_object() {
            return Err(ConvertError::Failed(format!("expected an object, found `{object}`")));
        }
        let is_other = object["apiVersion"] != api_version && self.kind == autoscaler_versions::KIND;
        let converted =
            if is_other { autoscaler_versions::convert(object, api_version) } else { object.clone() };
        Ok(write_form(Facts::builtin(), &type_name(api_version, &self.kind), &converted, false))
    }

    fn object_type(&self, api_version: &str) -> Option<ObjectType<'_>> {
        let known = self.api_versions.iter().any(|known| known == api_version);
        known.then(|| Facts::builtin().object_type(api_version, &self.kind)).flatten()
    }

    fn empty(&self, api_version: &str) -> Value {
        let name = type_name(api_version, &self.kind);
        decode_form(Facts::builtin(), &name, &json!({"apiVersion": api_version, "kind": self.kind}))
    }

    fn complete(&self, object: Value) -> Result<Value, ConvertError> {
        let api_version = object["apiVersion"].as_str().unwrap_or_default();
        let name = type_name(api_version, &self.kind);
        check_form(Facts::builtin(), &name, &object).map_err(|error| {
            let kind = group_version_kind(api_version, &self.kind);
            ConvertError::Failed(format!("unable to convert unstructured object to {kind}: {error}"))
        })?;
        Ok(self.decode(&object))
    }
}
