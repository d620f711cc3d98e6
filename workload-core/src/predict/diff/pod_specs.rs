//! Where the kinds keep a Pod's spec.

use serde_json::{Map, Value};

type Fields = Map<String, Value>;

/// The paths of Pod templates, by kind.
const TEMPLATES: &[(&str, &str, &str)] = &[
    ("apps", "Deployment", "/spec/template"),
    ("apps", "StatefulSet", "/spec/template"),
    ("apps", "DaemonSet", "/spec/template"),
    ("apps", "ReplicaSet", "/spec/template"),
    ("", "ReplicationController", "/spec/template"),
    ("batch", "Job", "/spec/template"),
    ("batch", "CronJob", "/spec/jobTemplate/spec/template"),
    ("", "PodTemplate", "/template"),
];

/// Where the kind keeps a Pod template; none for kinds without one.
fn template_pointer(kind: (&str, &str)) -> Option<&'static str> {
    TEMPLATES.iter().find(|row| (row.0, row.1) == kind).map(|row| row.2)
}

/// Where the kind keeps a Pod's spec.
pub(super) fn spec_pointer(kind: (&str, &str)) -> Option<String> {
    if kind == ("", "Pod") {
        return Some("/spec".to_owned());
    }
    template_pointer(kind).map(|template| format!("{template}/spec"))
}

pub(super) fn each_pod_template(
    kind: (&str, &str),
    object: &mut Fields,
    change: &mut dyn FnMut(&mut Fields),
) {
    if let Some(template) = template_pointer(kind).and_then(|pointer| at(object, pointer)) {
        change(template);
    }
}

pub(super) fn each_pod_spec(kind: (&str, &str), object: &mut Fields, change: &mut dyn FnMut(&mut Fields)) {
    if let Some(spec) = spec_pointer(kind).and_then(|pointer| at(object, &pointer)) {
        change(spec);
    }
}

fn at<'o>(object: &'o mut Fields, pointer: &str) -> Option<&'o mut Fields> {
    let mut keys = pointer.split('/').skip(1);
    let first = object.get_mut(keys.next()?)?;
    keys.try_fold(first, |value, key| value.get_mut(key))?.as_object_mut()
}
