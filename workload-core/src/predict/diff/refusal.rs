//! The API server's own words when it refuses an update.

use serde_json::Value;

use crate::k8s::ObjectRef;

/// Longer values are not repeated: a whole Pod template helps nobody.
const LONGEST_VALUE: usize = 120;

/// What the server objects to, which decides how its message begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A field of the object: the message lists all of them, as in `spec.selector: …`.
    Field(String),
    /// The request as a whole: a conflict, or an admission plugin that forbids it.
    Request(String),
}

impl Refusal {
    /// `spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable`.
    ///
    /// As 1.34 and later write it; earlier versions show the value in Go's notation.
    pub(super) fn immutable(path: &str, value: Option<&Value>) -> Self {
        Self::invalid(path, value, "field is immutable")
    }

    /// `path: Invalid value: …: reason`.
    pub(super) fn invalid(path: &str, value: Option<&Value>, reason: &str) -> Self {
        let text = value.map_or_else(|| "null".to_owned(), Value::to_string);
        let shown = if text.len() > LONGEST_VALUE { "{…}".to_owned() } else { text };
        Self::Field(format!("{path}: Invalid value: {shown}: {reason}"))
    }

    /// `path: Forbidden: reason`.
    pub(super) fn forbidden(path: &str, reason: &str) -> Self {
        Self::Field(format!("{path}: Forbidden: {reason}"))
    }

    /// `path: Required value`.
    pub(super) fn required(path: &str) -> Self {
        Self::Field(format!("{path}: Required value"))
    }

    /// The server's words, from the field on.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Field(text) | Self::Request(text) => text,
        }
    }
}

/// The whole message: that of the request, or all fields after the name of the object.
pub(super) fn message(object: &ObjectRef, refusals: &[Refusal]) -> String {
    let request = refusals.iter().find(|refusal| matches!(refusal, Refusal::Request(_)));
    if let Some(request) = request {
        return request.text().to_owned();
    }
    let mut causes: Vec<&str> = Vec::new();
    for cause in refusals.iter().map(Refusal::text) {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    let name = name(object);
    match causes[..] {
        [one] => format!("{name} is invalid: {one}"),
        _ => format!("{name} is invalid: [{}]", causes.join(", ")),
    }
}

/// `StatefulSet.apps "redis"`.
fn name(object: &ObjectRef) -> String {
    match object.group() {
        "" => format!("{} \"{}\"", object.kind, object.name),
        group => format!("{}.{group} \"{}\"", object.kind, object.name),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn causes_are_worded_as_the_server_words_them() {
        let selector = Refusal::immutable("spec.selector", Some(&json!({ "matchLabels": { "app": "web" } })));
        let words = r#"spec.selector: Invalid value: {"matchLabels":{"app":"web"}}: field is immutable"#;
        assert_eq!(selector.text(), words);
        let pod = json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "a" } });
        let pod = ObjectRef::from_json(&pod).unwrap();
        let [a, b] = ["a", "b"].map(|text| Refusal::Field(text.to_owned()));
        assert_eq!(message(&pod, &[a.clone(), a.clone()]), "Pod \"a\" is invalid: a");
        assert_eq!(message(&pod, &[a.clone(), b]), "Pod \"a\" is invalid: [a, b]");
        let conflict = Refusal::Request("conflict".to_owned());
        assert_eq!(message(&pod, &[a, conflict]), "conflict");
        let long = json!("x".repeat(500));
        assert_eq!(
            Refusal::immutable("spec.template", Some(&long)).text(),
            "spec.template: Invalid value: {…}: field is immutable"
        );
    }
}
