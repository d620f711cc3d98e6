//! Counting the sources of a volume, of which it has one.

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Counts the sources of a volume and checks the first.
pub(super) struct VolumeSources<'a, 'f> {
    count: usize,
    another: &'static str,
    at: &'a PathBuilder<'a>,
    errors: &'f mut FieldErrors,
}

impl<'a, 'f> VolumeSources<'a, 'f> {
    /// Starts to count; `another` is the message for a second source, `at` what holds the sources.
    pub(super) fn new(another: &'static str, at: &'a PathBuilder<'a>, errors: &'f mut FieldErrors) -> Self {
        Self { count: 0, another, at, errors }
    }

    /// Checks the source in a field if it is the first one, and reports it if it is not.
    pub(super) fn one<T>(
        &mut self,
        field: &str,
        source: Option<&T>,
        check: impl FnOnce(&T, &PathBuilder<'_>, &mut FieldErrors),
    ) {
        let Some(source) = source else { return };
        self.count += 1;
        let at = self.at.field(field);
        if self.count == 1 {
            check(source, &at, self.errors);
        } else {
            self.errors.forbidden(&at, self.another);
        }
    }

    /// Whether no source was there so far.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }
}
