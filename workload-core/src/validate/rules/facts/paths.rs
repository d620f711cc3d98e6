//! Paths that many rules need.

use crate::syntax::yaml::Path;
use crate::validate::rules::facts::subject::Subject;

/// The path of the Pods' spec: `spec` of a Pod, `spec.template.spec` of a Deployment.
pub(crate) fn pod_spec(subject: &Subject<'_>) -> Path {
    let fields = subject.pod().map_or(&[][..], |pod| pod.path);
    subject.at().fields(fields).field("spec").path()
}
