//! The kinds whose objects are merged: Kubernetes' own, and those of definitions.

use crate::k8s::api_group;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::ownership::{
    BuiltinKind, CustomKind, ResetFields, Versions, builtin_reset_fields, custom_reset_fields,
};

/// The versions of an autoscaler, which are one kind.
const AUTOSCALER: (&str, &[&str]) = ("HorizontalPodAutoscaler", &["autoscaling/v1", "autoscaling/v2"]);

/// A kind.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A kind of Kubernetes.
    Builtin(BuiltinKind),
    /// A kind of a definition.
    Custom(Arc<CustomKind>),
    /// A kind of which nothing is known: its lists are atomic.
    Unknown(Arc<CustomKind>),
}

/// The kinds that a set may need.
#[derive(Clone, Debug, Default)]
pub struct Kinds(BTreeMap<(String, String), Arc<CustomKind>>);

impl Kinds {
    /// Kubernetes' own kinds, and those of these `CustomResourceDefinition`s.
    #[must_use]
    pub fn new<'d>(definitions: impl IntoIterator<Item = &'d Value>) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let named = |definition: &Value| {
            let spec = &definition["spec"];
            let key = (text(&spec["group"]), text(&spec["names"]["kind"]));
            (key, Arc::new(CustomKind::from_definition(definition)))
        };
        Self(definitions.into_iter().map(named).collect())
    }

    /// The kind of an object.
    #[must_use]
    pub fn of(&self, api_version: &str, kind: &str) -> Kind {
        if let Some(builtin) = BuiltinKind::new(api_version, kind) {
            return Kind::Builtin(builtin);
        }
        let group = api_group(api_version);
        let custom = self.0.get(&(group.to_owned(), kind.to_owned()));
        match custom.filter(|custom| custom.schema(api_version).is_some()) {
            Some(custom) => Kind::Custom(Arc::clone(custom)),
            None => Kind::Unknown(CustomKind::unknown(api_version, kind).into()),
        }
    }
}

impl Kind {
    /// Its versions.
    pub(super) fn versions(&self) -> &dyn Versions {
        match self {
            Self::Builtin(kind) => kind,
            Self::Custom(kind) | Self::Unknown(kind) => kind.as_ref(),
        }
    }

    /// The fields that a write never owns.
    pub(super) fn reset_fields(&self, api_version: &str, kind: &str) -> ResetFields {
        match self {
            Self::Builtin(_) if kind == AUTOSCALER.0 => builtin_reset_fields(kind, "", AUTOSCALER.1),
            Self::Builtin(_) => builtin_reset_fields(kind, "", &[api_version]),
            Self::Custom(_) | Self::Unknown(_) => custom_reset_fields("", &[api_version]),
        }
    }

    /// The object as it is read back once it is created from a configuration.
    pub(super) fn created(&self, config: &Value) -> Value {
        match self {
            Self::Builtin(kind) => kind.store(&kind.decode(config)),
            Self::Custom(kind) | Self::Unknown(kind) => kind.store(&kind.decode(config).0),
        }
    }

    /// Whether the types of its fields are known.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}
