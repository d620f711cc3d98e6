//! The claim templates of StatefulSets.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::PersistentVolumeClaim;

use crate::k8s::{Object, OptionalField as _};
use crate::syntax::text::FastSet;
use crate::validate::rules::facts::subject::Subject;

/// The claim templates of a StatefulSet; none of anything else.
pub(crate) fn templates<'s>(subject: &Subject<'s>) -> &'s [PersistentVolumeClaim] {
    let Object::StatefulSet(object) = subject.object else { return &[] };
    let spec: Option<&StatefulSetSpec> = object.spec.get();
    spec.and_then(|spec| spec.volume_claim_templates.as_deref()).unwrap_or_default()
}

/// The names of the claims that a StatefulSet makes for each Pod.
pub(crate) struct TemplateNames<'s>(FastSet<&'s str>);

impl<'s> TemplateNames<'s> {
    /// Those of a workload; none of anything but a StatefulSet.
    pub(crate) fn of(subject: &Subject<'s>) -> Self {
        Self(templates(subject).iter().filter_map(|claim| claim.metadata.name.as_deref()).collect())
    }

    /// Whether the volume `name` is one of them.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}
