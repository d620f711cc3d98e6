//! The fields that hold labels and selectors of labels, by kind.

use super::leaf::fits;
use super::table::pod_spec;

/// What is selected by labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Population {
    Pods,
    Services,
    Namespaces,
    PersistentVolumes,
}

impl Population {
    pub(super) fn is_namespaced(self) -> bool {
        matches!(self, Self::Pods | Self::Services)
    }
}

/// What a scalar of a set is.
#[derive(Clone, Copy, Debug)]
pub(super) enum LabelPlace<'p> {
    /// The value of the label with that key.
    Label(&'p str),
    /// The key of the expression with that number.
    Key(usize),
    /// Its operator.
    Operator(usize),
    /// One of its values.
    Value(usize),
}

/// The set that a scalar belongs to: its path, whether it selects, what, and what the scalar is of it.
pub(super) fn set_at<'p>(
    kind: &str,
    path: &'p [String],
) -> Option<(&'p [String], bool, Population, LabelPlace<'p>)> {
    let (above, place) = split(path)?;
    if let Some(population) = bearer(kind, above) {
        return matches!(place, LabelPlace::Label(_)).then_some((above, false, population, place));
    }
    let is_map = above.last().is_some_and(|step| step == "matchLabels");
    let root = if is_map { &above[..above.len() - 1] } else { above };
    let is_plain = matches!(kind, "Service" | "ReplicationController");
    if matches!(place, LabelPlace::Label(_)) && is_map == is_plain {
        return None;
    }
    selected(kind, root).map(|population| (root, true, population, place))
}

/// A path as that of a set, or of its `matchLabels`, and what is below.
fn split(path: &[String]) -> Option<(&[String], LabelPlace<'_>)> {
    let number = |text: &String| text.parse::<usize>().ok();
    let expressions = |root: &[String]| root.last().is_some_and(|step| step == "matchExpressions");
    match path {
        [root @ .., item, field] if expressions(root) => {
            let place = match field.as_str() {
                "key" => LabelPlace::Key(number(item)?),
                "operator" => LabelPlace::Operator(number(item)?),
                _ => return None,
            };
            Some((&root[..root.len() - 1], place))
        }
        [root @ .., item, values, _] if expressions(root) && values == "values" => {
            Some((&root[..root.len() - 1], LabelPlace::Value(number(item)?)))
        }
        [root @ .., key] => Some((root, LabelPlace::Label(key))),
        [] => None,
    }
}

/// Whose labels are at a path.
fn bearer(kind: &str, path: &[String]) -> Option<Population> {
    let above = match path {
        [above @ .., metadata, labels] if metadata == "metadata" && labels == "labels" => above,
        _ => return None,
    };
    if let Some((_, template)) = pod_spec(kind).and_then(<[&str]>::split_last) {
        return fits(above, template).then_some(Population::Pods);
    }
    let population = match kind {
        "Service" => Population::Services,
        "Namespace" => Population::Namespaces,
        "PersistentVolume" => Population::PersistentVolumes,
        _ => return None,
    };
    above.is_empty().then_some(population)
}

/// What the selector at a path selects.
fn selected(kind: &str, path: &[String]) -> Option<Population> {
    let is = |wanted: &[&str]| fits(path, wanted);
    let last = path.last()?.as_str();
    match (kind, last) {
        ("ServiceMonitor", "selector") if is(&["spec", "selector"]) => Some(Population::Services),
        ("PersistentVolumeClaim", "selector") if is(&["spec", "selector"]) => {
            Some(Population::PersistentVolumes)
        }
        ("StatefulSet", "selector") if is(&["spec", "volumeClaimTemplates", "*", "spec", "selector"]) => {
            Some(Population::PersistentVolumes)
        }
        ("CronJob", "selector") if is(&["spec", "jobTemplate", "spec", "selector"]) => Some(Population::Pods),
        ("Service" | "PodDisruptionBudget" | "PodMonitor", "selector") if is(&["spec", "selector"]) => {
            Some(Population::Pods)
        }
        ("NetworkPolicy", "podSelector") => Some(Population::Pods),
        (
            "NetworkPolicy" | "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration",
            "namespaceSelector",
        ) => Some(Population::Namespaces),
        _ => of_pods(kind, last, path),
    }
}

/// What the selectors of a workload select.
fn of_pods(kind: &str, last: &str, path: &[String]) -> Option<Population> {
    let spec = pod_spec(kind)?;
    let is_below = path.len() > spec.len() && fits(&path[..spec.len()], spec);
    match last {
        "selector" if fits(path, &["spec", "selector"]) => Some(Population::Pods),
        "labelSelector" if is_below => Some(Population::Pods),
        "namespaceSelector" if is_below => Some(Population::Namespaces),
        _ => None,
    }
}

/// Whether the API server refuses another selector at that path of an object that exists.
pub(super) fn is_fixed(kind: &str, path: &[String]) -> bool {
    matches!(kind, "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job")
        && fits(path, &["spec", "selector"])
}
