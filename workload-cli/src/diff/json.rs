//! A forecast as JSON.

use serde::Serialize;
use serde_json::{Value, json as value};
use workload_core::live::{Action, FieldConflict, ObjectForecast};

use super::shown::Shown;
use crate::cluster::Place;
use crate::terminal::json_text;

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'a> {
    #[serde(flatten)]
    forecast: &'a ObjectForecast,
    /// Where the object was written.
    source: Option<Place>,
    /// Where the fields of the conflicts were written, in their order.
    conflict_sources: Vec<Option<Place>>,
}

/// One JSON object.
pub(crate) fn json(shown: &Shown<'_>) -> String {
    json_text(&as_value(shown))
}

/// The forecast as a value.
pub(crate) fn as_value(shown: &Shown<'_>) -> Value {
    let place =
        |object: &ObjectForecast, conflict: &FieldConflict| shown.place(&object.object, &conflict.steps);
    let object = |forecast| -> Object<'_> {
        let forecast: &ObjectForecast = forecast;
        let conflict_sources = forecast.conflicts.iter().map(|conflict| place(forecast, conflict)).collect();
        Object { forecast, source: shown.place(&forecast.object, &[]), conflict_sources }
    };
    let objects: Vec<_> = shown.forecast.objects.iter().map(object).collect();
    let count = |action| shown.forecast.count(action);
    value!({
        "version": VERSION,
        "objects": objects,
        "claims": shown.forecast.claims,
        "set": shown.set,
        "summary": {
            "create": count(Action::Create),
            "change": count(Action::Change),
            "recreate": count(Action::Recreate),
            "refuse": count(Action::Refuse),
            "prune": count(Action::Prune),
            "unchanged": count(Action::Unchanged),
        },
    })
}
