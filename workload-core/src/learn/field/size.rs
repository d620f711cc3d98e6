//! What a quantity comes to.

use serde_json::Value;

use crate::k8s::values::Quantity;

/// The units of bytes, the largest first.
const UNITS: [(&str, f64); 4] =
    [("TiB", 1_099_511_627_776.0), ("GiB", 1_073_741_824.0), ("MiB", 1_048_576.0), ("KiB", 1024.0)];

/// The number of bytes of a quantity, as in `536870912 bytes (512 MiB)`; none for other values, and for numbers
/// without a unit of bytes.
#[must_use]
pub fn size(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if !["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "k", "M", "G", "T", "P", "E"].contains(&unit) {
        return None;
    }
    let bytes = Quantity::parse(text.to_owned()).ok()?.nanos() / 1_000_000_000;
    #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
    let approximate = bytes as f64;
    let shown = UNITS.iter().find(|(_, size)| approximate >= *size);
    let shown = shown.map(|(unit, size)| {
        let rounded = format!("{:.2}", approximate / size);
        format!(" ({} {unit})", rounded.trim_end_matches('0').trim_end_matches('.'))
    });
    Some(format!("{bytes} bytes{}", shown.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_of_bytes_are_told_in_bytes() {
        let size = |text: &str| size(&Value::from(text));
        assert_eq!(size("512Mi").unwrap(), "536870912 bytes (512 MiB)");
        assert_eq!(size("1G").unwrap(), "1000000000 bytes (953.67 MiB)");
        assert_eq!([size("100m"), size("5"), size("latest"), size("M")], [None, None, None, None]);
    }
}
