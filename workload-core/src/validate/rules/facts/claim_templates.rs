//! The claim templates of StatefulSets.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::PersistentVolumeClaim;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;

/// The claim templates of a StatefulSet; none of anything else.
pub(crate) fn templates<'s>(subject: &Subject<'s>) -> &'s [PersistentVolumeClaim] {
    let Object::StatefulSet(object) = subject.object else { return &[] };
    let spec: Option<&StatefulSetSpec> = object.spec.get();
    spec.and_then(|spec| spec.volume_claim_templates.as_deref()).unwrap_or_default()
}
