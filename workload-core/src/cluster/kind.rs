//! A kind that is served: how its objects are read, stored, owned and scaled.

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::json::{items, text};
use crate::ownership::{
    BuiltinKind, CustomKind, ResetFields, ScaleMapping, Versions, builtin_reset_fields, custom_reset_fields,
};

/// Built-in kinds that a PUT creates.
const CREATED_BY_PUT: &[&str] =
    &["Lease", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Service", "LimitRange"];

/// Built-in kinds of which a PUT must name the version that it replaces.
const VERSIONED_PUT: &[&str] =
    &["Lease", "PodDisruptionBudget", "CustomResourceDefinition", "ValidatingWebhookConfiguration"];

/// Built-in kinds with `/scale`.
const SCALED: &[&str] = &["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"];

/// The versions of an autoscaler.
const AUTOSCALER_VERSIONS: &[&str] = &["autoscaling/v1", "autoscaling/v2"];

/// A kind that is served.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A kind of Kubernetes.
    Builtin(BuiltinKind),
    /// A kind of a definition, and the definition.
    Custom(Arc<CustomKind>, Arc<Value>),
    /// A kind of Kubernetes of whose fields nothing is known; all of them are kept.
    Opaque(Arc<CustomKind>),
}

impl Kind {
    /// A kind of Kubernetes.
    pub(crate) fn builtin(api_version: &str, kind: &str) -> Self {
        BuiltinKind::new(api_version, kind)
            .map_or_else(|| Self::Opaque(CustomKind::unknown(api_version, kind).into()), Self::Builtin)
    }

    /// The kind of a definition.
    pub(crate) fn custom(definition: Value) -> Self {
        Self::Custom(CustomKind::from_definition(&definition).into(), definition.into())
    }

    /// Its versions.
    pub(crate) fn versions(&self) -> &dyn Versions {
        match self {
            Self::Builtin(kind) => kind,
            Self::Custom(kind, _) | Self::Opaque(kind) => kind.as_ref(),
        }
    }

    /// The object made of a body, and unknown fields.
    pub(crate) fn decode(&self, body: &Value) -> (Value, Vec<String>) {
        match self {
            Self::Builtin(kind) => (kind.decode(body), kind.unknown_fields(body)),
            Self::Custom(kind, _) | Self::Opaque(kind) => kind.decode(body),
        }
    }

    /// Whether a body has values of wrong types.
    pub(crate) fn is_malformed(&self, body: &Value) -> bool {
        match self {
            Self::Builtin(kind) => !kind.decode_errors(body).is_empty(),
            Self::Custom(..) | Self::Opaque(_) => false,
        }
    }

    /// The object as it is read from storage.
    pub(crate) fn store(&self, object: &Value) -> Value {
        match self {
            Self::Builtin(kind) => kind.store(object),
            Self::Custom(kind, _) | Self::Opaque(kind) => kind.store(object),
        }
    }

    /// Whether a definition made it.
    pub(crate) fn is_custom(&self) -> bool {
        matches!(self, Self::Custom(..))
    }

    /// What its definition says of a version.
    pub(crate) fn version(&self, api_version: &str) -> Option<&Value> {
        let Self::Custom(_, definition) = self else { return None };
        let version = api_version.rsplit('/').next()?;
        definition["spec"]["versions"].as_array()?.iter().find(|known| known["name"] == version)
    }

    /// The fields that its definition lets field selectors name.
    pub(crate) fn selectable_fields(&self, api_version: &str) -> Vec<String> {
        let fields = self.version(api_version).map(|version| items(&version["selectableFields"]));
        fields.unwrap_or_default().iter().map(|field| text(&field["jsonPath"]).to_owned()).collect()
    }

    /// Whether writes to the status have an address of their own.
    pub(crate) fn has_status(&self, api_version: &str) -> bool {
        match self {
            Self::Custom(..) => {
                self.version(api_version).is_some_and(|version| version["subresources"]["status"].is_object())
            }
            Self::Builtin(_) | Self::Opaque(_) => true,
        }
    }

    /// The fields that a write never owns.
    pub(crate) fn reset_fields(&self, kind: &str, api_version: &str, subresource: &str) -> ResetFields {
        match self {
            Self::Builtin(_) if kind == "HorizontalPodAutoscaler" => {
                builtin_reset_fields(kind, subresource, AUTOSCALER_VERSIONS)
            }
            Self::Builtin(_) => builtin_reset_fields(kind, subresource, &[api_version]),
            Self::Custom(..) if self.has_status(api_version) => {
                custom_reset_fields(subresource, &[api_version])
            }
            Self::Custom(..) | Self::Opaque(_) => ResetFields::new(),
        }
    }

    /// Where its replicas stand, if it has `/scale`.
    pub(crate) fn scale_mapping(&self, kind: &str, api_version: &str) -> Option<ScaleMapping> {
        let Self::Custom(_, definition) = self else {
            return SCALED.contains(&kind).then(|| ScaleMapping::new([api_version], ".spec.replicas"));
        };
        let scale = &self.version(api_version)?["subresources"]["scale"];
        let path = scale["specReplicasPath"].as_str()?;
        let group = api_version.split('/').next()?;
        let versions = items(&definition["spec"]["versions"]).iter();
        let versions: Vec<String> =
            versions.map(|version| format!("{group}/{}", text(&version["name"]))).collect();
        Some(ScaleMapping::new(versions.iter().map(String::as_str), path))
    }

    /// The version that an object is stored in; none to leave it as it is.
    pub(crate) fn storage_version(&self, kind: &str) -> Option<String> {
        match self {
            Self::Custom(_, definition) => {
                let versions = items(&definition["spec"]["versions"]);
                let stored = versions.iter().find(|version| version["storage"] == true)?;
                Some(format!("{}/{}", text(&definition["spec"]["group"]), text(&stored["name"])))
            }
            Self::Builtin(_) if kind == "HorizontalPodAutoscaler" => Some("autoscaling/v2".to_owned()),
            Self::Builtin(_) | Self::Opaque(_) => None,
        }
    }

    /// An object in a version; as it is where it cannot be converted.
    pub(crate) fn convert(&self, object: &Value, api_version: &str) -> Value {
        if object["apiVersion"] == api_version {
            return object.clone();
        }
        self.versions().convert(object, api_version).unwrap_or_else(|_| object.clone())
    }
}

/// Whether a PUT creates an object of this kind that is not there.
pub(crate) fn is_created_by_put(kind: &str) -> bool {
    CREATED_BY_PUT.contains(&kind)
}

/// Whether a PUT must name the version of the object that it replaces.
pub(crate) fn needs_version(kind: &Kind, name: &str) -> bool {
    kind.is_custom() || VERSIONED_PUT.contains(&name)
}
