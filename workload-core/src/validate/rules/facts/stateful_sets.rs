//! What a StatefulSet says of its Pods' names and numbers.

use k8s_openapi::api::apps::v1::StatefulSetSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;

/// A StatefulSet's spec.
pub(crate) fn stateful_set<'s>(subject: &Subject<'s>) -> Option<&'s StatefulSetSpec> {
    let Object::StatefulSet(object) = subject.object else { return None };
    object.spec.get()
}

/// The name of the Service that its Pods are found under.
pub(crate) fn governing(spec: &StatefulSetSpec) -> Option<&str> {
    let name: Option<&String> = spec.service_name.get();
    name.map(String::as_str).filter(|name| !name.is_empty())
}

/// The number of its first Pod.
pub(crate) fn first_ordinal(spec: &StatefulSetSpec) -> i64 {
    spec.ordinals.as_ref().and_then(|ordinals| ordinals.start).unwrap_or(0).into()
}
