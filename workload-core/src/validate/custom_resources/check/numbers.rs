//! Bounds of a number, and the range of its format.

use serde_json::Number;

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::FieldErrors;

/// Adds what a schema forbids of `number`.
pub(super) fn check(schema: &Schema, number: &Number, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(value) = number.as_f64() else { return };
    if let Some(least) = schema.minimum {
        if schema.exclusive_minimum && value <= least {
            errors.invalid(at, format!("found {number}, expected more than {least}"));
        } else if value < least {
            errors.invalid(at, format!("found {number}, expected at least {least}"));
        }
    }
    if let Some(most) = schema.maximum {
        if schema.exclusive_maximum && value >= most {
            errors.invalid(at, format!("found {number}, expected less than {most}"));
        } else if value > most {
            errors.invalid(at, format!("found {number}, expected at most {most}"));
        }
    }
    if let Some(factor) =
        schema.multiple_of.filter(|factor| *factor != 0.0 && (value / factor).fract() != 0.0)
    {
        errors.invalid(at, format!("found {number}, expected a multiple of {factor}"));
    }
    if schema.format.as_deref() == Some("int32")
        && !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&value)
    {
        errors.invalid(at, format!("found {number}, expected a whole number of 32 bits"));
    }
}
