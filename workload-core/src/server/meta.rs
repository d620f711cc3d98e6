//! Metadata: names, namespaces, labels, annotations.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::faults::Faults;
use crate::yaml::At;

/// What a kind's names must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Labels joined by dots (RFC 1123 subdomain), of at most this many characters.
    Subdomain(usize),
    /// One label (RFC 1123): at most 63 characters, no dot.
    Label,
    /// Whatever fits in a path.
    Anything,
}

/// Checks the metadata of an object.
pub(super) fn object(meta: &ObjectMeta, naming: Naming, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _, _) = (meta, naming, at, faults);
}

/// Checks labels at `at`, as the server does for every map of labels.
pub(super) fn labels(labels: Option<&BTreeMap<String, String>>, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (labels, at, faults);
}

/// Checks the syntax of a label selector.
pub(super) fn selector(selector: &LabelSelector, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (selector, at, faults);
}
