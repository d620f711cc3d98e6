//! What classes of storage and of volume attributes have in common: a driver and its parameters.

use std::collections::BTreeMap;

use super::checks::name;
use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Maximum number of parameters.
const MAX_PARAMETERS: usize = 512;

/// Maximum size of all keys and values, in bytes.
const MAX_SIZE: usize = 256 * 1024;

/// Checks the name of the driver, whose case is ignored; `at` is the object.
pub(super) fn driver_name(driver: &str, field: &'static str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_name = |text: &str| check_qualified(&text.to_lowercase(), "the name of a driver");
    let missing = format!("a class needs a `{field}`, the name of the driver of its volumes");
    name(driver, &missing, is_name, &at.field(field), errors);
}

/// Checks the parameters that are handed to the driver.
pub(super) fn parameters(
    parameters: Option<&BTreeMap<String, String>>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(parameters) = parameters else { return };
    if parameters.len() > MAX_PARAMETERS {
        let message = format!("{} parameters, expected at most {MAX_PARAMETERS}", parameters.len());
        errors.add(ErrorType::TooLong, at, message);
        return;
    }
    if parameters.contains_key("") {
        errors.invalid(at, "the name of a parameter is empty").standing_at(&at.key(""));
    }
    size(parameters, at, errors);
}

fn size(parameters: &BTreeMap<String, String>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let size: usize = parameters.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size > MAX_SIZE {
        let message = format!("the parameters have {size} bytes, expected at most {MAX_SIZE}");
        errors.add(ErrorType::TooLong, at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_have_a_size() {
        for (count, size, errors) in [(512, 1, 0), (513, 1, 1), (1, 256 * 1024 - 1, 0), (1, 256 * 1024, 1)] {
            let given = (0..count)
                .map(|number| (char::from_u32(0x4e00 + number).unwrap().to_string(), "x".repeat(size)));
            let given: BTreeMap<_, _> =
                if count == 1 { [("k".to_owned(), "x".repeat(size))].into() } else { given.collect() };
            let mut found = FieldErrors::default();
            parameters(Some(&given), &PathBuilder::root(), &mut found);
            assert_eq!(found.into_vec().len(), errors, "{count} of {size}");
        }
    }
}
