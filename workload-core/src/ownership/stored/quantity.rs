//! Quantities in the one spelling that the API server stores.

/// How a quantity is spelled.
#[derive(Clone, Copy, PartialEq)]
enum Notation {
    Decimal,
    Binary,
    Exponent,
}

const DECIMAL: &[&str] = &["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY: &[&str] = &["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const NANO: i128 = 1_000_000_000;

/// The spelling that a quantity is stored in, such as `1` for `1000m` and `512Mi` for `0.5Gi`;
/// nothing if the text is no quantity.
pub(crate) fn canonical_quantity(text: &str) -> Option<String> {
    let (nano, notation) = parse(text)?;
    Some(match notation {
        Notation::Binary if nano.abs() >= 1024 * NANO => binary(round_up(nano)),
        Notation::Exponent => exponent(nano),
        Notation::Decimal | Notation::Binary => decimal(nano),
    })
}

/// The amount in billionths, rounded up.
fn parse(text: &str) -> Option<(i128, Notation)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, suffix) = rest.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let (numerator, denominator, notation) = multiplier(suffix)?;
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?.checked_mul(denominator)?;
    let scaled = digits.checked_mul(NANO)?.checked_mul(numerator)?;
    let nano = scaled / scale + i128::from(scaled % scale != 0);
    Some((sign * nano, notation))
}

/// What a suffix multiplies by, as a fraction.
fn multiplier(suffix: &str) -> Option<(i128, i128, Notation)> {
    if let Some(place) = BINARY.iter().skip(1).position(|known| *known == suffix) {
        return Some((1024_i128.pow(u32::try_from(place).ok()? + 1), 1, Notation::Binary));
    }
    if let Some(place) = DECIMAL.iter().position(|known| *known == suffix) {
        let place = u32::try_from(place).ok()?;
        let thousand = |power| 1000_i128.pow(power);
        let fraction = if place >= 3 { (thousand(place - 3), 1) } else { (1, thousand(3 - place)) };
        return Some((fraction.0, fraction.1, Notation::Decimal));
    }
    let power: i32 = suffix.strip_prefix(['e', 'E'])?.parse().ok()?;
    let ten = 10_i128.checked_pow(power.unsigned_abs())?;
    Some(if power < 0 { (1, ten, Notation::Exponent) } else { (ten, 1, Notation::Exponent) })
}

fn round_up(nano: i128) -> i128 {
    nano.div_euclid(NANO) + i128::from(nano.rem_euclid(NANO) != 0)
}

fn decimal(nano: i128) -> String {
    let (amount, steps) = reduce(nano, 1000, DECIMAL.len() - 1);
    if amount == 0 { "0".to_owned() } else { format!("{amount}{}", DECIMAL[steps]) }
}

fn exponent(nano: i128) -> String {
    let (amount, steps) = reduce(nano, 1000, 12);
    let power = i64::try_from(steps).unwrap_or_default() * 3 - 9;
    if amount == 0 || power == 0 { amount.to_string() } else { format!("{amount}e{power}") }
}

fn binary(amount: i128) -> String {
    let (amount, steps) = reduce(amount, 1024, BINARY.len() - 1);
    format!("{amount}{}", BINARY[steps])
}

/// Divides by `base` as often as it goes without a rest.
fn reduce(mut amount: i128, base: i128, most: usize) -> (i128, usize) {
    let mut steps = 0;
    while amount != 0 && steps < most && amount % base == 0 {
        amount /= base;
        steps += 1;
    }
    (amount, steps)
}

#[cfg(test)]
mod tests {
    use super::canonical_quantity;

    #[test]
    fn spellings() {
        let cases = [
            ("1000m", "1"),
            ("0.1", "100m"),
            ("1", "1"),
            ("0.5Gi", "512Mi"),
            ("1024Mi", "1Gi"),
            ("128974848", "128974848"),
            ("1e3", "1e3"),
            ("1500M", "1500M"),
            ("2000Mi", "2000Mi"),
            ("0", "0"),
            ("100Ki", "100Ki"),
            ("0.001Ki", "1024m"),
            ("1000Gi", "1000Gi"),
            ("1000G", "1T"),
            ("-500m", "-500m"),
        ];
        for (given, stored) in cases {
            assert_eq!(canonical_quantity(given).as_deref(), Some(stored), "{given}");
        }
        for wrong in ["", "Gi", "1Q", "1.2.3", "x"] {
            assert_eq!(canonical_quantity(wrong), None, "{wrong}");
        }
    }
}
