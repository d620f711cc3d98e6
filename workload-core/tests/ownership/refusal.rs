//! Answers of the API server that are no success.

use serde_json::{Value, json};

/// Why a request is refused, as the server's `Status` says it.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub code: u64,
    pub reason: &'static str,
    pub message: String,
    pub causes: Vec<Cause>,
}

/// One cause of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    pub reason: String,
    pub field: String,
    pub message: String,
}

impl Cause {
    pub fn new(reason: &str, field: impl Into<String>) -> Self {
        Self { reason: format!("FieldValue{reason}"), field: field.into(), message: String::new() }
    }
}

impl Refusal {
    pub fn new(code: u64, reason: &'static str, message: impl Into<String>) -> Self {
        Self { code, reason, message: message.into(), causes: Vec::new() }
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "Conflict", message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(500, "", message)
    }

    pub fn invalid(causes: Vec<Cause>) -> Self {
        Self { causes, ..Self::new(422, "Invalid", "") }
    }

    /// The recorded causes of a result.
    pub fn recorded_causes(result: &Value) -> Vec<Cause> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let causes = result["causes"].as_array().into_iter().flatten();
        causes
            .map(|cause| Cause {
                reason: text(&cause["reason"]),
                field: text(&cause["field"]),
                message: text(&cause["message"]),
            })
            .collect()
    }

    /// For the report.
    pub fn show(&self) -> String {
        let causes: Vec<_> = self.causes.iter().map(|cause| json!([cause.reason, cause.field])).collect();
        format!("{} {} {:?} {}", self.code, self.reason, self.message, json!(causes))
    }
}
