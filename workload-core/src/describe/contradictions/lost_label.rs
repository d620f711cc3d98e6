//! A label that the app asks for and the toolkit sets to another value: it would be lost, unseen.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let stable = description.identity.stable_labels();
    let of_pods = description.template.labels.iter();
    let of_pods = of_pods.filter(|(key, value)| stable.get(*key).is_some_and(|set| set != *value));
    let lost = description.lost_labels.iter().map(|(key, value)| ((key, value), Anchor::Object));
    let lost = lost.chain(of_pods.map(|label| (label, Anchor::Template)));
    let error = |((key, value), anchor): ((&String, &String), Anchor)| DescriptionError {
        message: format!(
            "the label `{key}` cannot be `{value}`: the app's own key for it says otherwise, or its selector"
        ),
        place: description.origins.place(&anchor, "metadata.labels"),
    };
    lost.map(error).collect()
}
