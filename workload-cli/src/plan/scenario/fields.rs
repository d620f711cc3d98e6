//! The fields of a scenario's file, read from what is written: what a field takes, and what it has instead.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use workload_core::syntax::text::nearest;

use super::nodes::Nodes;
use super::places::{HELP, Places};
use super::source::Source;
use crate::error::{CliError, Result};

/// The fields that there are.
const FIELDS: &[&str] = &["nodes", "ready", "stop", "duration", "start", "do"];

/// The fields of one file.
pub(super) struct Fields {
    values: Map<String, Value>,
    pub(super) places: Places,
}

impl Fields {
    /// The fields of a file, none of them unknown.
    pub(super) fn of(source: Source) -> Result<Self> {
        let Source { fields: values, places } = source;
        match values.keys().find(|field| !FIELDS.contains(&field.as_str())) {
            None => Ok(Self { values, places }),
            Some(field) => {
                let error = places.error(field, "there is no such field");
                Err(match nearest(field, FIELDS) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help(HELP),
                })
            }
        }
    }

    /// The nodes: their number, or a file.
    pub(super) fn nodes(&mut self) -> Result<Option<Nodes>> {
        let field = "nodes";
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(file)) => Ok(Some(Nodes::File(file))),
            Some(other) => {
                let count = other.as_u64().and_then(|count| u32::try_from(count).ok());
                let is = || self.wrong(field, "a number of nodes, or a file with them", &other);
                count.map(Nodes::Count).ok_or_else(is).map(Some)
            }
        }
    }

    /// A field that takes one text.
    pub(super) fn text(&mut self, field: &str, what: &str) -> Result<Option<String>> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(field, what, &other)),
        }
    }

    /// How long the Pods of each workload take.
    pub(super) fn durations(&mut self) -> Result<BTreeMap<String, String>> {
        let field = "duration";
        let durations = match self.take(field) {
            None => return Ok(BTreeMap::new()),
            Some(Value::Object(durations)) => durations,
            Some(other) => {
                return Err(self.wrong(field, "a duration for each workload, as in `api: 5s`", &other));
            }
        };
        let text = |(workload, time): (String, Value)| match time {
            Value::String(time) => Ok((workload, time)),
            other => Err(self.wrong(&format!("{field}.{workload}"), "a duration such as `2s`", &other)),
        };
        durations.into_iter().map(text).collect()
    }

    /// What is done, in order.
    pub(super) fn actions(&mut self) -> Result<Vec<String>> {
        let field = "do";
        let actions = match self.take(field) {
            None => return Ok(Vec::new()),
            Some(Value::Array(actions)) => actions,
            Some(other) => return Err(self.wrong(field, "a list of actions, as in `[scale api 3]`", &other)),
        };
        let text = |(number, action): (usize, Value)| match action {
            Value::String(action) => Ok(action),
            other => {
                let what = "an action such as `scale api 3`";
                let wrong = self.wrong(&format!("{field}[{number}]"), what, &other);
                Err(if other.is_object() { wrong.help("put an action with a `:` in quotes") } else { wrong })
            }
        };
        actions.into_iter().enumerate().map(text).collect()
    }

    fn take(&mut self, field: &str) -> Option<Value> {
        self.values.remove(field).filter(|value| !value.is_null())
    }

    /// The field takes `what`, and has something else.
    fn wrong(&self, field: &str, what: &str, found: &Value) -> CliError {
        self.places.error(field, &format!("expected {what}, found {}", named(found)))
    }
}

/// A value in a few words.
fn named(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}
