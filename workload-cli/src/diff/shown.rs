//! A forecast, and where its objects were written.

use std::collections::BTreeMap;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::live::Forecast;
use workload_core::ownership::PathElement;

use crate::cluster::{Desired, Place};

/// What is shown.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    /// The forecast.
    pub(crate) forecast: &'a Forecast,
    /// What is said of the set that the objects belong to; null when they belong to none.
    pub(crate) set: Value,
    sources: BTreeMap<ObjectRef, &'a Desired>,
}

impl<'a> Shown<'a> {
    /// A forecast of these objects.
    pub(crate) fn new(forecast: &'a Forecast, desired: impl IntoIterator<Item = &'a Desired>) -> Self {
        let keyed = |one: &'a Desired| Some((ObjectRef::from_json(&one.object)?, one));
        Self { forecast, set: Value::Null, sources: desired.into_iter().filter_map(keyed).collect() }
    }

    /// The same, of the objects of a set.
    pub(crate) fn with_set(mut self, set: Value) -> Self {
        self.set = set;
        self
    }

    /// Where a field of an object was written, or the object itself; none when it is not wanted any more.
    pub(crate) fn place(&self, object: &ObjectRef, field: &[PathElement]) -> Option<Place> {
        self.sources.get(object).map(|one| one.source.place(&one.object, field))
    }
}
