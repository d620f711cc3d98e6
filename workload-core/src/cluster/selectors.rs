//! Label and field selectors of lists and watches.

use serde_json::Value;

use crate::cluster::json::text;
use crate::cluster::status::Status;
use crate::k8s::selector::{LabelLookup, requirement_holds};

/// Which objects of a collection are meant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selectors {
    labels: Vec<Requirement>,
    /// Paths, whether they must be equal, and values.
    fields: Vec<(String, bool, String)>,
}

/// One requirement of a label selector.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Requirement {
    key: String,
    operator: &'static str,
    values: Vec<String>,
}

/// The labels of an object.
struct Labels<'a>(&'a Value);

impl LabelLookup for Labels<'_> {
    fn label(&self, key: &str) -> Option<&str> {
        self.0["metadata"]["labels"][key].as_str()
    }
}

impl Selectors {
    /// Reads the parameters `labelSelector` and `fieldSelector` of a resource that has these fields.
    pub(crate) fn parse(
        labels: Option<&str>,
        fields: Option<&str>,
        is_field: impl Fn(&str) -> bool,
    ) -> Result<Self, Status> {
        let labels = split(labels.unwrap_or_default()).iter().map(|part| requirement(part)).collect();
        let fields: Vec<_> =
            split(fields.unwrap_or_default()).iter().filter_map(|part| field(part)).collect();
        if let Some((path, ..)) = fields.iter().find(|(path, ..)| !is_field(path)) {
            return Err(Status::bad_request(format!("field label not supported: {path}")));
        }
        Ok(Self { labels, fields })
    }

    /// Whether everything is selected.
    pub(crate) fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.fields.is_empty()
    }

    /// Whether an object is selected.
    pub(crate) fn selects(&self, object: &Value) -> bool {
        let labels = self
            .labels
            .iter()
            .all(|one| requirement_holds(&one.key, one.operator, Some(&one.values), &Labels(object)));
        labels && self.fields.iter().all(|(path, equal, value)| (read(object, path) == *value) == *equal)
    }
}

/// The parts between commas, except those in parentheses.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = text.split(move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn requirement(part: &str) -> Requirement {
    let new = |key: &str, operator, values: &[&str]| Requirement {
        key: key.trim().to_owned(),
        operator,
        values: values.iter().map(|value| value.trim().to_owned()).collect(),
    };
    if let Some((head, list)) = part.split_once('(') {
        let values: Vec<&str> = list.trim_end_matches(')').split(',').collect();
        let head = head.trim();
        return match head.strip_suffix(" notin") {
            Some(key) => new(key, "NotIn", &values),
            None => new(head.strip_suffix(" in").unwrap_or(head), "In", &values),
        };
    }
    if let Some((key, value)) = part.split_once("!=") {
        return new(key, "NotIn", &[value]);
    }
    if let Some((key, value)) = part.split_once("==").or_else(|| part.split_once('=')) {
        return new(key, "In", &[value]);
    }
    match part.strip_prefix('!') {
        Some(key) => new(key, "DoesNotExist", &[]),
        None => new(part, "Exists", &[]),
    }
}

fn field(part: &str) -> Option<(String, bool, String)> {
    let (equal, (path, value)) = match part.split_once("!=") {
        Some(pair) => (false, pair),
        None => (true, part.split_once("==").or_else(|| part.split_once('='))?),
    };
    Some((path.trim().to_owned(), equal, value.trim().to_owned()))
}

/// A field as the selectors compare it: a text, empty where there is none.
fn read(object: &Value, path: &str) -> String {
    let value = path.split('.').fold(object, |value, key| &value[key]);
    match value {
        Value::Null => String::new(),
        Value::String(_) => text(value).to_owned(),
        other => other.to_string(),
    }
}

/// Fields of built-in kinds that a field selector may name, besides the name and the namespace.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "Pod",
        &[
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.podIPs",
            "status.nominatedNodeName",
        ],
    ),
    (
        "Event",
        &[
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type",
        ],
    ),
    ("Secret", &["type"]),
    ("Namespace", &["status.phase"]),
    ("Node", &["spec.unschedulable"]),
    ("ReplicaSet", &["status.replicas"]),
    ("ReplicationController", &["status.replicas"]),
    ("Job", &["status.successful"]),
];

/// Whether a field selector of a kind may name a field; `selectable` are those of its definition.
pub(crate) fn is_selectable(kind: &str, path: &str, selectable: &[String]) -> bool {
    let of_kind = || FIELDS.iter().any(|(known, fields)| *known == kind && fields.contains(&path));
    path == "metadata.name"
        || path == "metadata.namespace"
        || of_kind()
        || selectable.iter().any(|known| known.trim_start_matches('.') == path)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn selects(labels: &str, fields: &str) -> bool {
        let pod = json!({
            "metadata": {"name": "web-0", "labels": {"app": "web", "tier": "front"}},
            "spec": {"nodeName": "node-1"},
        });
        let selectors = Selectors::parse(Some(labels), Some(fields), |path| is_selectable("Pod", path, &[]));
        selectors.unwrap().selects(&pod)
    }

    #[test]
    fn labels_are_compared_in_every_way() {
        for holds in
            ["", "app=web", "app==web", "app!=db", "app in (db, web),tier", "!gone", "app notin (db)"]
        {
            assert!(selects(holds, ""), "{holds}");
        }
        for fails in ["app=db", "app!=web", "app in (db)", "gone", "!app", "app notin (web,db)"] {
            assert!(!selects(fails, ""), "{fails}");
        }
    }

    #[test]
    fn fields_are_compared_as_texts() {
        assert!(selects("", "spec.nodeName=node-1,metadata.name!=web-1"));
        assert!(!selects("", "spec.nodeName=node-2"));
        assert!(selects("", "status.phase="));
    }

    #[test]
    fn a_field_that_is_not_indexed_is_refused() {
        let refused = Selectors::parse(None, Some("spec.image=x"), |path| is_selectable("Pod", path, &[]));
        assert_eq!(refused.unwrap_err().message, "field label not supported: spec.image");
    }
}
