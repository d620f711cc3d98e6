//! What the API server knows of kinds besides their types.

use std::rc::Rc;

use serde_json::Value;
use workload_core::ownership::{
    BuiltinKind, CustomKind, ResetFields, ScaleMapping, Versions, builtin_reset_fields, custom_reset_fields,
};

/// A kind that is served.
#[derive(Clone, Debug)]
pub enum Kind {
    Builtin(BuiltinKind),
    Custom(Rc<CustomKind>, Rc<Value>),
}

/// Kinds of clusters, not namespaces.
const CLUSTER_SCOPED: &[&str] = &[
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "Namespace",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
    "ValidatingWebhookConfiguration",
];
/// Kinds that a PUT creates.
const CREATED_BY_PUT: &[&str] =
    &["Lease", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Service", "LimitRange"];
/// Kinds of which a PUT must name the version that it replaces.
const VERSIONED_PUT: &[&str] =
    &["Lease", "PodDisruptionBudget", "CustomResourceDefinition", "ValidatingWebhookConfiguration"];
/// Kinds with `/scale`.
const SCALED: &[&str] = &["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"];

impl Kind {
    pub fn versions(&self) -> &dyn Versions {
        match self {
            Self::Builtin(kind) => kind,
            Self::Custom(kind, _) => kind.as_ref(),
        }
    }

    /// The object made of a body, and unknown fields.
    pub fn decode(&self, body: &Value) -> (Value, Vec<String>) {
        match self {
            Self::Builtin(kind) => (kind.decode(body), kind.unknown_fields(body)),
            Self::Custom(kind, _) => kind.decode(body),
        }
    }

    /// Whether a body has values of wrong types.
    pub fn is_malformed(&self, body: &Value) -> bool {
        match self {
            Self::Builtin(kind) => !kind.decode_errors(body).is_empty(),
            Self::Custom(..) => false,
        }
    }

    /// The object as it is read from storage.
    pub fn store(&self, object: &Value) -> Value {
        match self {
            Self::Builtin(kind) => kind.store(object),
            Self::Custom(kind, _) => kind.store(object),
        }
    }

    pub fn is_custom(&self) -> bool {
        matches!(self, Self::Custom(..))
    }

    fn version<'a>(definition: &'a Value, api_version: &str) -> Option<&'a Value> {
        let version = api_version.rsplit('/').next()?;
        definition["spec"]["versions"].as_array()?.iter().find(|known| known["name"] == version)
    }

    pub fn has_status(&self, api_version: &str) -> bool {
        match self {
            Self::Builtin(_) => true,
            Self::Custom(_, definition) => Self::version(definition, api_version)
                .is_some_and(|version| version["subresources"]["status"].is_object()),
        }
    }

    pub fn reset_fields(&self, kind: &str, api_version: &str, subresource: &str) -> ResetFields {
        match self {
            Self::Builtin(_) if kind == "HorizontalPodAutoscaler" => {
                builtin_reset_fields(kind, subresource, &["autoscaling/v1", "autoscaling/v2"])
            }
            Self::Builtin(_) => builtin_reset_fields(kind, subresource, &[api_version]),
            Self::Custom(..) if self.has_status(api_version) => {
                custom_reset_fields(subresource, &[api_version])
            }
            Self::Custom(..) => ResetFields::new(),
        }
    }

    pub fn scale_mapping(&self, kind: &str, api_version: &str) -> Option<ScaleMapping> {
        match self {
            Self::Builtin(_) => {
                SCALED.contains(&kind).then(|| ScaleMapping::new([api_version], ".spec.replicas"))
            }
            Self::Custom(_, definition) => {
                let scale = &Self::version(definition, api_version)?["subresources"]["scale"];
                let path = scale["specReplicasPath"].as_str()?;
                let group = api_version.split('/').next()?;
                let versions: Vec<String> = definition["spec"]["versions"]
                    .as_array()?
                    .iter()
                    .map(|version| format!("{group}/{}", version["name"].as_str().unwrap_or_default()))
                    .collect();
                Some(ScaleMapping::new(versions.iter().map(String::as_str), path))
            }
        }
    }
}

pub fn is_namespaced(kind: &str) -> bool {
    !CLUSTER_SCOPED.contains(&kind)
}

pub fn is_created_by_put(kind: &str) -> bool {
    CREATED_BY_PUT.contains(&kind)
}

pub fn needs_version(kind: &Kind, name: &str) -> bool {
    kind.is_custom() || VERSIONED_PUT.contains(&name)
}

/// The name of the resource with its group: `deployments.apps`.
pub fn resource(kind: &str, api_version: &str) -> String {
    let lower = kind.to_lowercase();
    let plural = match lower.as_str() {
        "ingress" | "storageclass" | "ingressclass" | "priorityclass" => format!("{lower}es"),
        _ if lower.ends_with('y') => format!("{}ies", &lower[..lower.len() - 1]),
        _ => format!("{lower}s"),
    };
    match api_version.split_once('/') {
        Some((group, _)) => format!("{plural}.{group}"),
        None => plural,
    }
}
