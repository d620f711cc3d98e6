//! Values as YAML, which Go's YAML 1.1 reader reads back as the same values.

use serde::Serialize;

/// A value as one YAML document, without a separator.
///
/// Values have maps with text keys, lists and scalars; anything else gives an empty text.
#[must_use]
pub fn to_yaml(value: &impl Serialize) -> String {
    // Lines are never folded: a reader should find the line that was written.
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    serde_saphyr::to_string_with_options(value, options).unwrap_or_default()
}
