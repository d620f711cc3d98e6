//! `Status`: what the API server answers when it refuses a request.

use serde_json::{Value, json};

use crate::cluster::json::remove;

/// Why a request is refused, as the API server's `Status` object has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// The HTTP status code.
    pub code: u16,
    /// The reason in one word, such as `NotFound`; nothing for some internal errors.
    pub reason: String,
    /// The reason for people.
    pub message: String,
    /// The fields that are at fault.
    pub causes: Vec<StatusCause>,
    /// The object that the request was about.
    pub details: Option<StatusDetails>,
    /// After how many seconds the request may be tried again.
    pub retry_after: Option<u32>,
}

/// The object that a request was about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusDetails {
    /// Its name.
    pub name: String,
    /// Its API group; empty for the core group.
    pub group: String,
    /// Its resource, such as `deployments`, or its kind where the object itself is at fault.
    pub kind: String,
}

/// One cause of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatusCause {
    /// The sort of error, such as `FieldValueRequired`.
    pub reason: String,
    /// The field's path.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl StatusDetails {
    /// The details of an object.
    pub(crate) fn new(group: &str, kind: &str, name: &str) -> Self {
        Self { name: name.to_owned(), group: group.to_owned(), kind: kind.to_owned() }
    }
}

impl StatusCause {
    /// A cause of validation: its error type, such as `Required`, and its field.
    pub(crate) fn new(error_type: &str, field: impl Into<String>) -> Self {
        Self::with_message(error_type, field, "")
    }

    /// The same with what is wrong.
    pub(crate) fn with_message(error_type: &str, field: impl Into<String>, message: &str) -> Self {
        let words = words(error_type);
        let message = if message.is_empty() { words.to_owned() } else { format!("{words}: {message}") };
        Self { reason: format!("FieldValue{error_type}"), field: field.into(), message }
    }
}

/// How an error type begins its message, as Kubernetes' `field.ErrorType` writes it.
fn words(error_type: &str) -> &'static str {
    match error_type {
        "Required" => "Required value",
        "NotSupported" => "Unsupported value",
        "Duplicate" => "Duplicate value",
        "NotFound" => "Not found",
        "Forbidden" => "Forbidden",
        "TooLong" => "Too long",
        "TooMany" => "Too many",
        _ => "Invalid value",
    }
}

impl Status {
    /// A refusal with a code, a reason and a message.
    pub(crate) fn new(code: u16, reason: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            reason: reason.to_owned(),
            message: message.into(),
            causes: Vec::new(),
            details: None,
            retry_after: None,
        }
    }

    /// 400: the request itself is at fault.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    /// 409: the object is not what the request takes it for.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "Conflict", message)
    }

    /// 410: what is asked for is forgotten.
    pub(crate) fn expired(message: impl Into<String>) -> Self {
        Self::new(410, "Expired", message)
    }

    /// 500, without a reason.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(500, "", message)
    }

    /// 422: fields of the object are at fault.
    pub(crate) fn invalid(causes: Vec<StatusCause>) -> Self {
        Self { causes, ..Self::new(422, "Invalid", "") }
    }

    /// 404: no such resource is served.
    pub(crate) fn no_resource() -> Self {
        Self::new(404, "NotFound", "the server could not find the requested resource")
    }

    /// Names the object that the request was about; what is invalid is told by its kind.
    #[must_use]
    pub(crate) fn about(mut self, group: &str, kind: &str, resource: &str, name: &str) -> Self {
        let is_invalid = self.reason == "Invalid";
        if is_invalid && self.message.is_empty() {
            let kind = if group.is_empty() { kind.to_owned() } else { format!("{kind}.{group}") };
            self.message = format!("{kind} \"{name}\" is invalid{}", invalid_fields(&self.causes));
        }
        let named = if is_invalid { kind } else { resource };
        self.details.get_or_insert_with(|| StatusDetails::new(group, named, name));
        self
    }

    /// The `Status` object.
    pub fn to_json(&self) -> Value {
        let mut status = json!({
            "kind": "Status", "apiVersion": "v1", "metadata": {},
            "status": "Failure", "message": self.message, "reason": self.reason, "code": self.code,
        });
        if self.reason.is_empty() {
            remove(&mut status, "reason");
        }
        let details = self.details_json();
        if details.as_object().is_some_and(|details| !details.is_empty()) {
            status["details"] = details;
        }
        status
    }

    fn details_json(&self) -> Value {
        let mut details = json!({});
        if let Some(known) = &self.details {
            for (key, text) in [("name", &known.name), ("group", &known.group), ("kind", &known.kind)] {
                if !text.is_empty() {
                    details[key] = json!(text);
                }
            }
        }
        let cause = |cause: &StatusCause| json!({"reason": cause.reason, "message": cause.message, "field": cause.field});
        if !self.causes.is_empty() {
            details["causes"] = self.causes.iter().map(cause).collect();
        }
        if let Some(seconds) = self.retry_after {
            details["retryAfterSeconds"] = json!(seconds);
        }
        details
    }
}

/// The causes in one line, as Go writes an aggregate of errors.
fn invalid_fields(causes: &[StatusCause]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for cause in causes {
        let line = format!("{}: {}", cause.field, cause.message);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    match lines.as_slice() {
        [] => String::new(),
        [only] => format!(": {only}"),
        all => format!(": [{}]", all.join(", ")),
    }
}
