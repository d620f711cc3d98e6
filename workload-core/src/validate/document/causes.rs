//! The decoding errors of an object, as what errors of validation may follow from.

use crate::syntax::yaml::Step;
use crate::validate::field_error::{ErrorType, FieldError};

/// Paths of decoding errors, in order.
pub(super) struct Causes<'e> {
    /// Of the fields that are not known: where they stand.
    unknown: Vec<&'e [Step]>,
    /// Of the values that do not fit.
    wrong: Vec<&'e [Step]>,
}

impl<'e> Causes<'e> {
    /// Those of the decoding errors of an object.
    pub(super) fn of(decoding: &'e [FieldError]) -> Self {
        let (mut unknown, mut wrong) = (Vec::new(), Vec::new());
        for cause in decoding {
            if matches!(cause.error_type, ErrorType::UnknownField | ErrorType::RemovedApi) {
                let path = &cause.place.as_ref().unwrap_or(&cause.path).0;
                unknown.push(&path[..path.len().saturating_sub(1)]);
            } else {
                wrong.extend([&cause.path].into_iter().chain(&cause.place).map(|path| &path.0[..]));
            }
        }
        for paths in [&mut unknown, &mut wrong] {
            paths.sort_unstable();
            paths.dedup();
        }
        Self { unknown, wrong }
    }

    /// Whether a validation error is the consequence of a decoding error: what could not be decoded, or
    /// has a misspelt name, is absent.
    pub(super) fn explain(&self, error: &FieldError) -> bool {
        let path = &error.path.0[..];
        let is_beside = error.error_type == ErrorType::Required && starts_one(path, &self.unknown);
        let is_at_one = |path: &[Step]| starts_one(path, &self.wrong) || leads_to_one(path, &self.wrong);
        is_beside || is_at_one(path) || error.place.as_ref().is_some_and(|place| is_at_one(&place.0))
    }
}

/// Whether a path begins with one of the paths.
fn starts_one(path: &[Step], paths: &[&[Step]]) -> bool {
    !paths.is_empty() && (0..=path.len()).any(|length| paths.binary_search(&&path[..length]).is_ok())
}

/// Whether one of the paths begins with a path.
fn leads_to_one(path: &[Step], paths: &[&[Step]]) -> bool {
    paths.get(paths.partition_point(|one| *one < path)).is_some_and(|next| next.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::Path;

    fn path(text: &str) -> Path {
        Path(text.split('.').map(|step| Step::Field(step.to_owned())).collect())
    }

    #[test]
    fn what_is_absent_for_another_error_is_explained() {
        let decoding = [
            FieldError::new(ErrorType::UnknownField, path("spec.sclector"), ""),
            FieldError::new(ErrorType::Type, path("spec.template.spec.volumes"), ""),
        ];
        let causes = Causes::of(&decoding);
        let explains =
            |error_type, at: &str| causes.explain(&FieldError::new(error_type, path(at), String::new()));
        assert!(explains(ErrorType::Required, "spec.selector"));
        assert!(!explains(ErrorType::Invalid, "spec.selector"));
        assert!(explains(ErrorType::NotFound, "spec.template.spec.volumes.name"));
        assert!(explains(ErrorType::Invalid, "spec.template"));
        assert!(!explains(ErrorType::Invalid, "spec.template.spec.hostname"));
        assert!(!explains(ErrorType::Required, "metadata.name"));
    }
}
