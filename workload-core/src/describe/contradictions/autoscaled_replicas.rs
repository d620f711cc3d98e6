//! A number of replicas beside an autoscaler, both of fields.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    if description.replicas.is_none() || description.autoscale.is_none() {
        return Vec::new();
    }
    let message = "`replicas` and `autoscale` would fight: each rollout sets the replicas back; keep `autoscale` with \
                   its `min` (article §3.2)";
    vec![DescriptionError {
        message: message.to_owned(),
        place: description.origins.place(&Anchor::Object, "spec.replicas"),
    }]
}
