//! Numbers with a unit, which attributes do not have: `30s`, `128Mi`.

use syn::LitInt;

/// The types of whole numbers: Rust's own suffixes.
const INTEGERS: &[&str] =
    &["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];

/// Units of time, in seconds.
const TIMES: &[(&str, u64)] =
    &[("s", 1), ("sec", 1), ("m", 60), ("min", 60), ("h", 60 * 60), ("d", 24 * 60 * 60)];

/// Keys that take seconds.
const SECONDS: &[&str] = &[
    "deadline",
    "delay",
    "grace_period",
    "min_ready",
    "period",
    "pod_deadline",
    "progress_deadline",
    "seconds",
    "sleep",
    "stabilization",
    "starting_deadline",
    "timeout",
    "ttl",
];

/// Keys that take an amount of a resource.
const AMOUNTS: &[&str] = &["cpu", "cpu_value", "ephemeral_storage", "memory", "memory_value"];

/// What is said of a number with a fraction: text where it may stand, and nothing where whole numbers are taken.
pub(crate) fn fraction(number: &syn::LitFloat, key: &str) -> String {
    let is_name = !key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if is_name || AMOUNTS.contains(&key) {
        format!("a number with a fraction is written as text: `\"{number}\"`")
    } else {
        format!("`{key}` takes no number with a fraction")
    }
}

/// Refuses a number with a unit, whose number alone would mean something else.
pub(crate) fn none(number: &LitInt, key: &str) -> syn::Result<()> {
    let unit = number.suffix();
    if unit.is_empty() || INTEGERS.contains(&unit) {
        return Ok(());
    }
    let seconds = TIMES.iter().find(|(known, _)| *known == unit).map(|(_, seconds)| *seconds);
    let told = match seconds
        .filter(|_| SECONDS.contains(&key))
        .map(|one| number.base10_parse::<u64>().map(|n| n * one))
    {
        Some(Ok(seconds)) => format!("seconds are written without a unit: write `{key} = {seconds}`"),
        _ => format!("a number has no unit, and an amount stands in quotes: write `{key} = \"{number}\"`"),
    };
    Err(syn::Error::new(number.span(), told))
}

#[cfg(test)]
mod tests {
    use super::none;

    fn told(number: &str, key: &str) -> String {
        none(&syn::parse_str(number).unwrap(), key).unwrap_err().to_string()
    }

    #[test]
    fn a_unit_says_what_to_write() {
        assert_eq!(
            told("2m", "grace_period"),
            "seconds are written without a unit: write `grace_period = 120`"
        );
        assert!(told("500m", "cpu").ends_with("write `cpu = \"500m\"`"));
        assert!(told("128Mi", "memory").ends_with("write `memory = \"128Mi\"`"));
    }

    #[test]
    fn types_of_numbers_are_no_units() {
        for number in ["3", "3u32", "0x1F", "3_u16"] {
            assert!(none(&syn::parse_str(number).unwrap(), "replicas").is_ok(), "{number}");
        }
    }
}
