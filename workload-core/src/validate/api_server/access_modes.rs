//! How volumes and claims may be mounted.

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const MODES: [&str; 4] = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/// Checks the access modes of `object`, such as "a claim"; `at` is their list.
pub(super) fn check(object: &str, modes: Option<&[String]>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let modes = modes.unwrap_or_default();
    if modes.is_empty() {
        errors
            .required(at, format!("{object} needs at least one access mode"))
            .help("write `accessModes: [ReadWriteOnce]` for a volume of one node");
    }
    for (index, mode) in modes.iter().enumerate() {
        if !MODES.contains(&mode.as_str()) {
            errors.unsupported(at, mode, &MODES).standing_at(&at.index(index));
        }
    }
    let is_exclusive = |mode: &String| mode == "ReadWriteOncePod";
    let is_shared = |mode: &String| !is_exclusive(mode) && MODES.contains(&mode.as_str());
    if modes.iter().any(is_exclusive) && modes.iter().any(is_shared) {
        errors.forbidden(at, "`ReadWriteOncePod` excludes every other access mode");
    }
}
