//! What others have changed in the objects of a set.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{FieldConflict, Kinds, Merge, NewObject, Options};

use super::observer::Observer;
use crate::cluster::{Place, definitions_in};

/// A field that somebody else has changed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Drifted {
    /// The object.
    #[serde(skip)]
    pub(crate) object: ObjectRef,
    #[serde(flatten)]
    field: FieldConflict,
    source: Place,
}

impl fmt::Display for Drifted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value =
            |value: &Option<Value>| value.as_ref().map_or_else(|| "absent".to_owned(), Value::to_string);
        let (live, wanted) = (value(&self.field.live), value(&self.field.wanted));
        write!(f, "{} is {live}, and {wanted} in {}", self.field.path, self.source)?;
        write!(f, "; changed by {}", self.field.manager)?;
        if !self.field.subresource.is_empty() {
            write!(f, " through /{}", self.field.subresource)?;
        }
        self.field.since.as_ref().map_or(Ok(()), |since| write!(f, ", last at {since}"))
    }
}

/// The fields of the set that others own with other values; values of Secrets are not shown.
pub(crate) fn drifted(observer: &Observer) -> Vec<Drifted> {
    let kinds = Kinds::new(&definitions_in(observer.live().filter_map(|(_, live)| live)));
    let options = Options::default();
    let mut found = Vec::new();
    for (desired, (config, live)) in observer.desired.iter().zip(observer.live()) {
        let (Some(live), Some(object)) = (live, ObjectRef::from_json(config)) else { continue };
        let text = |key: &str| config[key].as_str().unwrap_or_default();
        let kind = kinds.of(text("apiVersion"), text("kind"));
        let merged = Merge { kind: &kind, live, config, autoscaler: None, options: &options }.merged();
        let NewObject::Conflicts(fields, _) = merged.outcome else { continue };
        found.extend(fields.into_iter().map(|mut field| {
            if object.kind == "Secret" {
                for value in [&mut field.live, &mut field.wanted] {
                    *value = value.as_ref().map(|_| Value::from("(hidden)"));
                }
            }
            let source = desired.source.place(&desired.object, &field.steps);
            Drifted { object: object.clone(), field, source }
        }));
    }
    found
}
