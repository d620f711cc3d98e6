//! R20: a container that must not run as root and is told to.

use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A container with `runAsNonRoot: true` is given a user other than 0.
    ///
    /// With `runAsUser: 0` beside it the kubelet does not start the container: `CreateContainerConfigError`
    /// (article §3.2). What a container says itself counts before what its Pod says.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   securityContext: {runAsNonRoot: true, runAsUser: 0}
    ///   containers:
    ///   - {name: shop, image: "shop:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   securityContext: {runAsNonRoot: true, runAsUser: 1000}
    ///   containers:
    ///   - {name: shop, image: "shop:v1"}
    /// ```
    R20 root_is_forbidden: Error, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    let whole = pod.spec.security_context.as_ref();
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    let mut told = false;
    for part in subject.containers() {
        let own = part.container.security_context.as_ref();
        let own_user = own.and_then(|own| own.run_as_user);
        let user = own_user.or_else(|| whole.and_then(|whole| whole.run_as_user));
        let must_not =
            own.and_then(|own| own.run_as_non_root).or_else(|| whole.and_then(|whole| whole.run_as_non_root));
        if user != Some(0) || must_not != Some(true) {
            continue;
        }
        let message = format!(
            "the container `{}` runs as root, which `runAsNonRoot: true` forbids: it never starts",
            part.container.name
        );
        let help = "give another user, or leave out `runAsNonRoot`";
        let list = spec.field(part.list);
        let container = list.index(part.index);
        if own_user.is_some() {
            let at = container.fields(&["securityContext", "runAsUser"]);
            violations.report(subject, &at, message).help(help);
        } else if !told {
            told = true;
            let at = spec.fields(&["securityContext", "runAsUser"]);
            violations.report(subject, &at, message).help(help);
        }
    }
}
