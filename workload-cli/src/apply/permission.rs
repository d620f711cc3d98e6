//! What an apply may not do unasked.

use std::collections::BTreeSet;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::{Action, Forecast, ObjectForecast};

/// The annotation of an object that may be deleted and created.
const RECREATE: &str = "workload/recreate";

/// Whether the annotation of an object allows to delete and create it.
pub(crate) fn is_recreated(object: &Value) -> bool {
    object["metadata"]["annotations"][RECREATE] == "true"
}

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Permissions {
    /// Whether every object may be deleted and created.
    pub(crate) recreate: bool,
    /// The names of objects whose data may be lost.
    pub(crate) data_loss: BTreeSet<String>,
}

/// An object that is refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// The object.
    pub(crate) object: ObjectRef,
    /// Why, and what to do about it.
    pub(crate) why: String,
}

impl Permissions {
    /// The objects that may not be applied.
    pub(crate) fn refused(&self, forecast: &Forecast) -> Vec<Refused> {
        let refused = |found: &ObjectForecast| {
            self.reason(found).map(|why| Refused { object: found.object.clone(), why })
        };
        forecast.objects.iter().filter_map(refused).collect()
    }

    fn reason(&self, found: &ObjectForecast) -> Option<String> {
        match found.action {
            Action::Refuse if !found.conflicts.is_empty() => {
                let paths: Vec<_> = found.conflicts.iter().map(|conflict| conflict.path.as_str()).collect();
                Some(format!("others own {}", paths.join(", ")))
            }
            Action::Refuse => Some(found.refusal.clone().unwrap_or_else(|| "it is refused".to_owned())),
            Action::Recreate if found.loses_data && !self.allows_loss(found) => {
                let name = &found.object.name;
                Some(format!(
                    "it would be deleted and its data lost; `--recreate --allow-data-loss {name}` allows it"
                ))
            }
            Action::Recreate if !self.recreates(found) => Some(format!(
                "no update leads there; `--recreate`, or its annotation `{RECREATE}: \"true\"`, allows to delete and create it"
            )),
            _ => None,
        }
    }

    fn recreates(&self, found: &ObjectForecast) -> bool {
        self.recreate || is_recreated(&found.after)
    }

    fn allows_loss(&self, found: &ObjectForecast) -> bool {
        self.recreates(found) && self.data_loss.contains(&found.object.name)
    }
}
