//! Paths that many rules need.

use crate::syntax::yaml::Path;
use crate::validate::rules::facts::subject::Subject;

/// The path of the Pods' spec: `spec` of a Pod, `spec.template.spec` of a Deployment.
pub(crate) fn pod_spec(subject: &Subject<'_>) -> Path {
    subject.at().fields(pod_spec_fields(subject)).path()
}

/// The fields that lead to the Pods' spec, for rules that look at many places and seldom report one.
pub(crate) fn pod_spec_fields(subject: &Subject<'_>) -> &'static [&'static str] {
    subject.pod().map_or(&["spec"], |pod| pod.spec_path())
}
