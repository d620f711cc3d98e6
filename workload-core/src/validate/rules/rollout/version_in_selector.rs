//! R07: a selector that the next version will not fit.

use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::own_selector::own_selector;
use crate::validate::rules::facts::services::selector;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A selector holds only what never changes.
    ///
    /// The selector of a Deployment, a StatefulSet and a DaemonSet cannot be changed: with the
    /// version in it the next version is refused (`field is immutable`), and the way out is to
    /// delete the workload (article §3.2 ②). A Service that selects by the version loses all Pods
    /// when the first new one comes, in the middle of the update.
    ///
    /// Silent when the name of the workload or the Service has the version in it, as then each version has
    /// its own, for the name of a chart without its version, and for a Service that selects by `version`,
    /// which turns traffic from one to the other.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api, app.kubernetes.io/version: v1}}
    ///   template:
    ///     metadata: {labels: {app: api, app.kubernetes.io/version: v1}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api, app.kubernetes.io/version: v1}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ```
    R07 version_in_selector: Warning, ["3.2"], Object(check)
}

/// Labels that change with each version.
const CHANGING: &[&str] = &[
    "app.kubernetes.io/version",
    "helm.sh/chart",
    "chart",
    "pod-template-hash",
    "git-sha",
    "commit",
    "build",
];

/// Labels that do so when people use them for it.
const PERHAPS: &[&str] = &["version", "release-version", "app-version", "appVersion", "tag"];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    if let Some(wanted) = selector(subject.object) {
        let changing = wanted.iter().filter(|(key, _)| CHANGING.contains(&key.as_str()));
        for (key, _) in changing.filter(|(_, value)| !is_named_after(subject.object.name(), value)) {
            let message =
                format!("the Service loses its Pods when `{key}` changes, in the middle of the update");
            let at = subject.at();
            let wanted = at.fields(&["spec", "selector"]);
            reports
                .report(subject, &wanted.key(key), message)
                .help("select by what stays, such as `app.kubernetes.io/name`");
        }
        return;
    }
    let labels = own_selector(subject.object).and_then(|selector| selector.match_labels.as_ref());
    for (key, value) in labels.into_iter().flatten() {
        let changes = match key.as_str() {
            "chart" | "helm.sh/chart" => value.contains(|c: char| c.is_ascii_digit()),
            key if CHANGING.contains(&key) => true,
            key => PERHAPS.contains(&key) && is_of_the_image(subject, value),
        };
        if !changes || is_named_after(subject.object.name(), value) {
            continue;
        }
        let at = subject.at();
        let wanted = at.fields(&["spec", "selector", "matchLabels"]);
        let message = format!(
            "`{key}: {value}` is in the selector, which is immutable: the next version will be refused"
        );
        reports
            .report(subject, &wanted.key(key), message)
            .help("leave it out of the selector and keep it in the labels of the template; a workload that exists has to be deleted and created again");
    }
}

/// Whether a workload has its version in its name: `api-v1-2` for `v1.2`.
fn is_named_after(name: &str, version: &str) -> bool {
    name.contains(version) || name.contains(&version.replace('.', "-"))
}

/// Whether a value is the version of an image, which the next image will not have.
fn is_of_the_image(subject: &Subject<'_>, value: &str) -> bool {
    let version = value.trim_start_matches('v');
    let mut images = subject.containers().filter_map(|part| part.container.image.as_deref());
    images.any(|image| !version.is_empty() && Repository::of(image).tag.trim_start_matches('v') == version)
}
