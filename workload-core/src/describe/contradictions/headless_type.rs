//! A stateful app's own Service that is asked to balance.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::{OwnService, Shape};

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let asked = description.service.outside_type().filter(|_| S::SERVICE == OwnService::Headless);
    let error = |kind: &str| DescriptionError {
        message: format!(
            "the Service of a stateful app is headless and cannot be a {kind}: add one with `extra_service` (article §4.3)"
        ),
        place: description.origins.place(&Anchor::Service, ""),
    };
    asked.map(error).into_iter().collect()
}
