//! The query parameters of a write.

use crate::cluster::request::{Request, Verb};
use crate::cluster::status::{Status, StatusCause};

/// The longest name of a field manager, in bytes.
const LONGEST_MANAGER: usize = 128;

/// The modes of field validation; the empty one stands for the default.
const VALIDATION_MODES: &[&str] = &["", "Ignore", "Warn", "Strict"];

/// Refuses parameters that do not go together.
pub(crate) fn check(request: &Request) -> Result<(), Status> {
    let mut causes = Vec::new();
    let is_apply = request.verb == Verb::Apply;
    let manager = request.field_manager.as_deref().unwrap_or_default();
    if is_apply && manager.is_empty() {
        causes.push(StatusCause::with_message("Required", "fieldManager", "is required for apply patch"));
    }
    if request.force.is_some() && request.verb.is_patch() {
        causes.push(StatusCause::with_message(
            "Forbidden",
            "force",
            "may not be specified for non-apply patch",
        ));
    }
    if manager.len() > LONGEST_MANAGER {
        causes.push(StatusCause::with_message("TooLong", "fieldManager", "may not be more than 128 bytes"));
    }
    if manager.chars().any(char::is_control) {
        causes.push(StatusCause::with_message(
            "Invalid",
            "fieldManager",
            "should only contain printable characters",
        ));
    }
    let mode = request.field_validation.as_deref().unwrap_or_default();
    if !VALIDATION_MODES.contains(&mode) {
        causes.push(StatusCause::with_message(
            "NotSupported",
            "fieldValidation",
            "supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
        ));
    }
    if causes.is_empty() { Ok(()) } else { Err(Status::invalid(causes)) }
}
