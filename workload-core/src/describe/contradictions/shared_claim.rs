//! A claim for one Pod at a time in an app of several.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::parts::Autoscale;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let most = description.autoscale.as_ref().map(Autoscale::most).or(description.replicas).unwrap_or(1);
    if most < 2 {
        return Vec::new();
    }
    let shared = description.volumes.iter().filter(|(_, source)| source.one_pod);
    let error = |(name, _): &(String, _)| DescriptionError {
        message: format!(
            "the ReadWriteOnce claim `{name}` cannot be shared by {most} replicas: use `Claim<ReadWriteMany>`, \
             or make the app `stateful` with a `PerPod` volume (article §1.1, §4.2)"
        ),
        place: description.origins.place(&Anchor::Object, "spec.replicas"),
    };
    shared.map(error).collect()
}
