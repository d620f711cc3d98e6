//! What a rollback does not bring back.

use serde::Serialize;
use workload_core::k8s::ObjectRef;
use workload_core::live::Forecast;

/// Something that does not come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Lost {
    /// The object.
    pub(crate) object: ObjectRef,
    /// What stays as it is, and why.
    pub(crate) why: String,
}

impl Lost {
    /// What does not come back of an object.
    pub(super) fn new(object: &ObjectRef, why: impl Into<String>) -> Self {
        Self { object: object.clone(), why: why.into() }
    }
}

/// The fields that are left to others, such as the replicas of an autoscaler.
pub(super) fn left(forecast: &Forecast) -> Vec<Lost> {
    let fields = forecast.objects.iter().flat_map(|one| {
        one.left.iter().map(|left| {
            let path = left.path.trim_start_matches('.');
            let live = left.live.as_ref().map(ToString::to_string).unwrap_or_default();
            Lost::new(&one.object, format!("{path} stays {live}: it is left to {}", left.owner))
        })
    });
    fields.collect()
}
