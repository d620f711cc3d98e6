//! Amounts as people write them: `250m`, `1.5`, `200Mi`; counts with their thousands apart; names in natural order.

use std::cmp::Ordering;

/// Units of memory, the largest first.
const UNITS: &[(&str, u64)] = &[("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10)];

/// Thousandths of a CPU: `250m`, `1.5`, `12`.
#[must_use]
pub fn cpu(millis: u64) -> String {
    if millis < 1000 {
        return format!("{millis}m");
    }
    decimal(millis / 1000, millis % 1000)
}

/// Bytes in the largest unit in which they are at least 1, with at most one decimal place; rounded up.
#[must_use]
pub fn memory(bytes: u64) -> String {
    let Some((unit, size)) = UNITS.iter().find(|(_, size)| bytes >= *size) else {
        return bytes.to_string();
    };
    let tenths = u128::from(bytes).saturating_mul(10).div_ceil(u128::from(*size));
    let tenths = u64::try_from(tenths).unwrap_or(u64::MAX);
    format!("{}{unit}", decimal(tenths / 10, tenths % 10 * 100))
}

/// A whole number with its thousands apart: `99,000`.
#[must_use]
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Compares names as people order them: `web-2` before `web-10`.
#[must_use]
pub fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (a, b) = (run(left), run(right));
        if a.is_empty() || b.is_empty() {
            return a.len().cmp(&b.len()).then_with(|| one.cmp(other));
        }
        let order = order_of_runs(a, b);
        if order.is_ne() {
            return order;
        }
        (left, right) = (&left[a.len()..], &right[b.len()..]);
    }
}

/// Compares two runs of digits as numbers, and others as texts.
fn order_of_runs(one: &str, other: &str) -> Ordering {
    if !is_number(one) || !is_number(other) {
        return one.cmp(other);
    }
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// The digits, or the other characters, that a text begins with.
fn run(text: &str) -> &str {
    let differs = |c: char| c.is_ascii_digit() != is_number(text);
    &text[..text.find(differs).unwrap_or(text.len())]
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn decimal(whole: u64, thousandths: u64) -> String {
    let fraction = format!("{thousandths:03}");
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        fraction => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_units_that_people_write() {
        assert_eq!([0, 250, 1500, 12_000, 1250].map(cpu), ["0m", "250m", "1.5", "12", "1.25"]);
        let bytes = [0, 512, 200 << 20, 3 << 29, 128 << 30, (1 << 30) + 1];
        assert_eq!(bytes.map(memory), ["0", "512", "200Mi", "1.5Gi", "128Gi", "1.1Gi"]);
        assert_eq!(memory(u64::MAX), "16777216Ti");
        assert_eq!(
            [7, 999, 1000, 98_616, 1_000_000].map(thousands),
            ["7", "999", "1,000", "98,616", "1,000,000"]
        );
    }

    #[test]
    fn names_are_in_natural_order() {
        let mut names = ["web-10", "web-2", "web", "api-1", "web-2-b", "web-02", "é-1"];
        names.sort_by(|one, other| natural_order(one, other));
        assert_eq!(names, ["api-1", "web", "web-02", "web-2", "web-2-b", "web-10", "é-1"]);
    }
}
