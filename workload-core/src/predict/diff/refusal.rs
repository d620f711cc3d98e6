//! The server's own words when it refuses an update.

use serde_json::Value;

/// Values longer than this are not repeated: a whole Pod template helps nobody.
const SHOWN: usize = 120;

/// `spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable`.
///
/// As 1.34 and later write it; earlier ones show the value in Go's notation.
pub(super) fn immutable(path: &str, value: Option<&Value>) -> String {
    invalid(path, value, "field is immutable")
}

/// `path: Invalid value: …: reason`.
pub(super) fn invalid(path: &str, value: Option<&Value>, reason: &str) -> String {
    let text = value.map_or_else(|| "null".to_owned(), Value::to_string);
    let shown = if text.len() > SHOWN { "{…}".to_owned() } else { text };
    format!("{path}: Invalid value: {shown}: {reason}")
}

/// `path: Forbidden: reason`.
pub(super) fn forbids(path: &str, reason: &str) -> String {
    format!("{path}: Forbidden: {reason}")
}

/// Causes as the server joins them: one as it is, several in brackets.
pub(super) fn joined(causes: &[&str]) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for cause in causes {
        if !distinct.contains(cause) {
            distinct.push(cause);
        }
    }
    match distinct[..] {
        [one] => one.to_owned(),
        _ => format!("[{}]", distinct.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn causes_are_told_as_the_server_does() {
        let selector = immutable("spec.selector", Some(&json!({ "matchLabels": { "app": "web" } })));
        assert_eq!(
            selector,
            r#"spec.selector: Invalid value: {"matchLabels":{"app":"web"}}: field is immutable"#
        );
        assert_eq!(joined(&["a", "a"]), "a");
        assert_eq!(joined(&["a", "b"]), "[a, b]");
        let long = json!("x".repeat(500));
        assert_eq!(
            immutable("spec.template", Some(&long)),
            "spec.template: Invalid value: {…}: field is immutable"
        );
    }
}
