//! Objects of an API version that is gone, checked as what took its place: what is written otherwise there.
//!
//! Source: Kubernetes' deprecated API migration guide.

use crate::syntax::yaml::{Path, Step};
use crate::validate::field_error::{ErrorType, FieldError};

/// A field of an older API version that its successor writes otherwise.
struct Moved {
    /// The API versions that have it.
    of: &'static [&'static str],
    kind: &'static str,
    /// The field.
    field: &'static str,
    /// The fields in its place, from the same map on; none when nothing took its place.
    to: &'static [&'static str],
}

const INGRESS: &[&str] = &["extensions/v1beta1", "networking.k8s.io/v1beta1"];
const HPA: &[&str] = &["autoscaling/v2beta1"];
const APPS: &[&str] = &["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"];
const CRD: &[&str] = &["apiextensions.k8s.io/v1beta1"];
/// Where each version of a definition has what all of them once shared.
const VERSIONS: &[&str] = &["versions"];
const SLICE: &[&str] = &["discovery.k8s.io/v1beta1"];

const MOVED: &[Moved] = &[
    Moved { of: INGRESS, kind: "Ingress", field: "backend", to: &["defaultBackend"] },
    Moved { of: INGRESS, kind: "Ingress", field: "serviceName", to: &["service", "name"] },
    Moved { of: INGRESS, kind: "Ingress", field: "servicePort", to: &["service", "port"] },
    Moved {
        of: HPA,
        kind: "HorizontalPodAutoscaler",
        field: "targetAverageUtilization",
        to: &["target", "averageUtilization"],
    },
    Moved {
        of: HPA,
        kind: "HorizontalPodAutoscaler",
        field: "targetAverageValue",
        to: &["target", "averageValue"],
    },
    Moved { of: HPA, kind: "HorizontalPodAutoscaler", field: "targetValue", to: &["target", "value"] },
    Moved {
        of: HPA,
        kind: "HorizontalPodAutoscaler",
        field: "averageValue",
        to: &["target", "averageValue"],
    },
    Moved { of: HPA, kind: "HorizontalPodAutoscaler", field: "metricName", to: &["metric", "name"] },
    Moved { of: HPA, kind: "HorizontalPodAutoscaler", field: "metricSelector", to: &["metric", "selector"] },
    Moved { of: HPA, kind: "HorizontalPodAutoscaler", field: "selector", to: &["metric", "selector"] },
    Moved { of: APPS, kind: "Deployment", field: "rollbackTo", to: &[] },
    Moved { of: APPS, kind: "DaemonSet", field: "templateGeneration", to: &[] },
    Moved { of: CRD, kind: "CustomResourceDefinition", field: "version", to: VERSIONS },
    Moved { of: CRD, kind: "CustomResourceDefinition", field: "validation", to: VERSIONS },
    Moved { of: CRD, kind: "CustomResourceDefinition", field: "subresources", to: VERSIONS },
    Moved { of: CRD, kind: "CustomResourceDefinition", field: "additionalPrinterColumns", to: VERSIONS },
    Moved { of: SLICE, kind: "EndpointSlice", field: "topology", to: &["deprecatedTopology"] },
];

/// What else differs in the successor, though it is written alike: a default, or a meaning.
const NOTES: &[(&[&str], &str, &str)] = &[
    (
        APPS,
        "Deployment",
        "the selector is no longer taken from the template's labels, 25 % are replaced at once and 10 old ReplicaSets kept",
    ),
    (
        APPS,
        "DaemonSet",
        "the selector is no longer taken from the template's labels, and Pods are replaced by a rolling update",
    ),
    (
        APPS,
        "StatefulSet",
        "the selector is no longer taken from the template's labels, and Pods are replaced by a rolling update",
    ),
    (APPS, "ReplicaSet", "the selector is no longer taken from the template's labels"),
    (
        &["policy/v1beta1"],
        "PodDisruptionBudget",
        "an empty selector selects every Pod of the namespace, no longer none",
    ),
    (INGRESS, "Ingress", "every path says its `pathType`"),
    (
        &["admissionregistration.k8s.io/v1beta1"],
        "ValidatingWebhookConfiguration",
        "a webhook says its `sideEffects` and `admissionReviewVersions`, and fails closed after 10 seconds",
    ),
    (
        &["admissionregistration.k8s.io/v1beta1"],
        "MutatingWebhookConfiguration",
        "a webhook says its `sideEffects` and `admissionReviewVersions`, and fails closed after 10 seconds",
    ),
];

/// What else differs in the successor of an API version of a kind.
pub(super) fn note(api_version: &str, kind: &str) -> Option<&'static str> {
    let is_of = |(of, its, _): &&(&[&str], &str, &str)| of.contains(&api_version) && *its == kind;
    NOTES.iter().find(is_of).map(|(.., note)| *note)
}

/// Rewrites the unknown fields of an object that was decoded as its successor: those that are only
/// written otherwise there. Fields of one map that went into the same field are told together.
///
/// What the cluster wrote into the status in its own time is nobody's fault.
pub(super) fn apply(api_version: &str, kind: &str, errors: &mut Vec<FieldError>) {
    let is_of_status =
        |error: &FieldError| error.path.0.iter().any(|step| *step == Step::Field("status".to_owned()));
    errors.retain(|error| error.error_type != ErrorType::UnknownField || !is_of_status(error));
    let mut groups: Vec<(usize, Vec<&Moved>)> = Vec::new();
    let mut index = 0;
    while let Some(error) = errors.get_mut(index) {
        let Some(moved) = moved(api_version, kind, error) else {
            index += 1;
            continue;
        };
        move_to(error, moved);
        let path = errors[index].path.clone();
        let group = groups.iter_mut().find(|(first, of)| !of[0].to.is_empty() && errors[*first].path == path);
        if let Some((_, of)) = group {
            of.push(moved);
            errors.remove(index);
        } else {
            groups.push((index, vec![moved]));
            index += 1;
        }
    }
    for (first, of) in groups {
        tell(&mut errors[first], &of);
    }
}

/// Whether an error of validation is about what the API version that is gone wrote otherwise
/// throughout: the versions and schemas of a definition of custom resources.
pub(super) fn follows(api_version: &str, error: &FieldError) -> bool {
    CRD.contains(&api_version) && error.path.0.iter().any(|step| *step == Step::Field("spec".to_owned()))
}

/// What became of the field that an error names as unknown.
fn moved(api_version: &str, kind: &str, error: &FieldError) -> Option<&'static Moved> {
    let (Step::Field(name) | Step::Key(name)) = error.path.0.last()? else { return None };
    let is_it = |moved: &&Moved| moved.of.contains(&api_version) && moved.kind == kind && moved.field == name;
    MOVED.iter().find(is_it).filter(|_| error.error_type == ErrorType::UnknownField)
}

/// Puts an error to the field that took the place of its own.
fn move_to(error: &mut FieldError, moved: &Moved) {
    error.error_type = ErrorType::RemovedApi;
    error.suggestion = None;
    let Some(first) = moved.to.first() else { return };
    let mut path = Path(error.path.0[..error.path.0.len() - 1].to_vec());
    path.0.push(Step::Field((*first).to_owned()));
    error.place = Some(std::mem::replace(&mut error.path, path));
}

/// Says of one error what became of the fields that it stands for.
fn tell(error: &mut FieldError, of: &[&Moved]) {
    let [Moved { field, to, .. }, others @ ..] = of else { return };
    let successor = "in the API version that took the place of this one";
    if to.is_empty() {
        error.message = format!("the API version that took the place of this one has no `{field}`");
        error.help = Some(format!("leave `{field}` out"));
        return;
    }
    let now: Vec<_> = of.iter().map(|one| format!("`{}` is `{}`", one.field, one.to.join("."))).collect();
    let is_inside = *to == VERSIONS;
    if is_inside || others.iter().any(|one| one.to == *to) {
        let fields: Vec<_> = of.iter().map(|one| format!("`{}`", one.field)).collect();
        let are = if others.is_empty() { "is" } else { "are" };
        error.message = format!("{} {are} in `{}` {successor}", and(&fields), to.join("."));
    } else {
        error.message = format!("{} {successor}", and(&now));
    }
    error.help = Some(match (to, others) {
        _ if is_inside => {
            "write `versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: …}}]`"
                .to_owned()
        }
        ([only], _) => format!("write `{only}: …`"),
        ([first, inner], []) => format!("write `{first}: {{{inner}: …}}`"),
        _ => {
            let inner: Vec<_> =
                of.iter().filter_map(|one| one.to.get(1)).map(|one| format!("{one}: …")).collect();
            format!("write `{}: {{{}}}`", to[0], inner.join(", "))
        }
    });
}

/// Words in a row: "a, b and c".
fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
