//! Paths that many rules need.

use super::subject::Subject;
use crate::syntax::yaml::Path;

/// The path of the Pods' spec: `spec` of a Pod, `spec.template.spec` of a Deployment.
pub(super) fn pod_spec(subject: &Subject<'_>) -> Path {
    let fields = subject.pod().map_or(&[][..], |pod| pod.path);
    subject.at().fields(fields).field("spec").path()
}
