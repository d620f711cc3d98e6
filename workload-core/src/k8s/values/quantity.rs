//! Amounts of a resource, as Kubernetes' `resource.Quantity` reads them.

use std::cmp::Ordering;

use super::error::is_not;
use super::text_value;
use crate::syntax::text::Message;

text_value! {
    /// An amount of cpu, memory or storage: `500m`, `1.5`, `128Mi`, `1Gi`, `1e3`.
    ///
    /// Kept as it is written. `m` is a thousandth; `k`, `M`, `G`, `T`, `P`, `E` are powers of
    /// 1000, `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei` of 1024.
    Quantity, check: check, expects: "an amount in quotes, such as `\"500m\"` or `\"1Gi\"`"
}

impl Quantity {
    /// The amount in units of 10⁻⁹; what is smaller is rounded up, as Kubernetes does.
    #[must_use]
    pub const fn nanos(&self) -> i128 {
        match nanos(self.as_str()) {
            Ok(nanos) => nanos,
            Err(_) => 0,
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.nanos() < 0
    }

    /// Compares the amounts, however they are written.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        self.nanos().cmp(&other.nanos())
    }
}

/// Whether the first of two literals is the larger amount; false when one is none.
pub(crate) const fn is_more(text: &str, than: &str) -> bool {
    match (nanos(text), nanos(than)) {
        (Ok(text), Ok(than)) => text > than,
        _ => false,
    }
}

const fn check(text: &str) -> Result<(), Message> {
    match nanos(text) {
        Ok(_) => Ok(()),
        Err(reason) => Err(is_not(text, "an amount").push(reason)),
    }
}

/// Above this, no more digits are taken in; scaling saturates.
const LARGEST: i128 = 1_000_000_000_000_000_000_000_000_000;

/// Reads a quantity as a number of 10⁻⁹.
pub(crate) const fn nanos(text: &str) -> Result<i128, &'static str> {
    let bytes = text.as_bytes();
    let (negative, start) = match bytes {
        [b'-', ..] => (true, 1),
        [b'+', ..] => (false, 1),
        _ => (false, 0),
    };
    let (number, decimals, at) = match number(bytes, start) {
        Ok(read) => read,
        Err(reason) => return Err(reason),
    };
    let scaled = match suffix(bytes, at) {
        Ok(Scale::Binary(power)) => scale_binary(number, power, decimals),
        Ok(Scale::Decimal(power)) => scale_decimal(number, power + 9 - decimals),
        Err(reason) => return Err(reason),
    };
    Ok(if negative { -scaled } else { scaled })
}

/// The digits from `at` on as one number, how many of them are decimals, and where they end.
const fn number(bytes: &[u8], mut at: usize) -> Result<(i128, i32, usize), &'static str> {
    let (mut digits, mut decimals, mut point, mut number) = (0, 0, false, 0i128);
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => {
                if number < LARGEST {
                    number = number * 10 + (bytes[at] - b'0') as i128;
                    decimals += if point { 1 } else { 0 };
                } else if !point {
                    return Err("it is too large");
                }
                digits += 1;
            }
            b'.' if !point => point = true,
            _ => break,
        }
        at += 1;
    }
    if digits == 0 {
        Err("it begins with a number, such as `500m` or `1Gi`")
    } else {
        Ok((number, decimals, at))
    }
}

/// What a suffix multiplies by: 10 to the power, or 1024 to the power.
enum Scale {
    Decimal(i32),
    Binary(u32),
}

const fn suffix(bytes: &[u8], at: usize) -> Result<Scale, &'static str> {
    let (_, suffix) = bytes.split_at(at);
    Ok(match suffix {
        [] => Scale::Decimal(0),
        b"n" => Scale::Decimal(-9),
        b"u" => Scale::Decimal(-6),
        b"m" => Scale::Decimal(-3),
        b"k" => Scale::Decimal(3),
        b"M" => Scale::Decimal(6),
        b"G" => Scale::Decimal(9),
        b"T" => Scale::Decimal(12),
        b"P" => Scale::Decimal(15),
        b"E" => Scale::Decimal(18),
        b"Ki" => Scale::Binary(1),
        b"Mi" => Scale::Binary(2),
        b"Gi" => Scale::Binary(3),
        b"Ti" => Scale::Binary(4),
        b"Pi" => Scale::Binary(5),
        b"Ei" => Scale::Binary(6),
        [b'e' | b'E', exponent @ ..] => match power(exponent) {
            Some(power) => Scale::Decimal(power),
            None => return Err("digits stand after `e`"),
        },
        b"K" => return Err("the suffix for 1000 is `k`, for 1024 it is `Ki`"),
        [b'k' | b'm' | b'g' | b't' | b'p' | b'K' | b'M' | b'G' | b'T' | b'P', b'B' | b'b', ..] => {
            return Err("`B` is not written: `Mi` and `Gi` already mean bytes");
        }
        b"g" | b"t" | b"p" | b"ki" | b"mi" | b"gi" | b"ti" | b"pi" => {
            return Err("the suffix is written as in `Mi` and `Gi`, or `M` and `G`");
        }
        [b' ' | b'\t', ..] => return Err("a blank is not allowed between number and suffix"),
        _ => return Err("the suffix is none of n u m k M G T P E Ki Mi Gi Ti Pi Ei"),
    })
}

/// A signed exponent; far beyond what any amount needs it is cut.
const fn power(exponent: &[u8]) -> Option<i32> {
    let (negative, digits) = match exponent {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut value = 0;
    let mut at = 0;
    while at < digits.len() {
        if !digits[at].is_ascii_digit() {
            return None;
        }
        value = if value > 1000 { value } else { value * 10 + (digits[at] - b'0') as i32 };
        at += 1;
    }
    if digits.is_empty() { None } else { Some(if negative { -value } else { value }) }
}

/// The powers of ten that fit.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// A number, which is not below zero, times ten to the power: rounded up, and cut at the largest one.
const fn scale_decimal(number: i128, power: i32) -> i128 {
    let size = power.unsigned_abs() as usize;
    if number == 0 || power == 0 {
        return number;
    }
    if size >= POWERS.len() {
        return if power > 0 { i128::MAX } else { 1 };
    }
    let factor = POWERS[size];
    if power > 0 {
        return number.saturating_mul(factor);
    }
    number / factor + if number % factor == 0 { 0 } else { 1 }
}

const fn scale_binary(number: i128, power: u32, decimals: i32) -> i128 {
    let (mut number, mut decimals) = (number, decimals);
    // Decimals go, rounded up, until the product fits: twenty digits are left at the least.
    while decimals > 0 && number.checked_mul(1i128 << (10 * power)).is_none() {
        number = (number + 9) / 10;
        decimals -= 1;
    }
    scale_decimal(number.saturating_mul(1i128 << (10 * power)), 9 - decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: i128 = 1_000_000_000;

    #[test]
    fn amounts_have_their_value() {
        for (text, nanos) in [
            ("1", ONE),
            ("500m", ONE / 2),
            ("0.5", ONE / 2),
            (".5", ONE / 2),
            ("5.", 5 * ONE),
            ("+1", ONE),
            ("-1", -ONE),
            ("1n", 1),
            ("0.1n", 1),
            ("1e3", 1000 * ONE),
            ("1E3", 1000 * ONE),
            ("1E", 1_000_000_000_000_000_000 * ONE),
            ("1e-3", ONE / 1000),
            ("1Ki", 1024 * ONE),
            ("1.5Gi", 1_610_612_736 * ONE),
            ("0", 0),
        ] {
            assert_eq!(super::nanos(text), Ok(nanos), "{text}");
        }
    }

    #[test]
    fn long_decimals_do_not_overflow() {
        let Ok(amount) = nanos("1001.1076377777710763777777777777Pi") else { panic!("it is an amount") };
        let near = 1_001 * (1i128 << 50) * ONE;
        assert!(amount > near && amount < near + (1i128 << 50) * ONE, "{amount}");
        assert_eq!(nanos("0.50000000000000000000000000000Ei"), Ok((1i128 << 59) * ONE));
        assert_eq!(nanos("999999999999999999999999999Ei"), Ok(i128::MAX));
    }

    #[test]
    fn what_kubernetes_refuses_is_explained() {
        for (text, reason) in [
            ("", "begins with a number"),
            ("Gi", "begins with a number"),
            ("1GB", "`B` is not written"),
            ("1ki", "written as in"),
            ("1K", "`k`"),
            ("1g", "written as in"),
            ("1e", "digits stand after"),
            ("1 Gi", "blank"),
            ("1.2.3", "suffix"),
            ("0x10", "suffix"),
            ("1Gi ", "suffix"),
        ] {
            let error = Quantity::parse(text).unwrap_err();
            assert!(error.message().contains(reason), "{error}");
        }
    }

    #[test]
    fn amounts_compare_by_value() {
        let [small, large] = [Quantity::new("1000Mi"), Quantity::new("1Gi")];
        assert_eq!(small.compare(&large), Ordering::Less);
        assert!(is_more("2", "1999m"));
        assert!(!Quantity::new("1").is_negative());
        assert_eq!(Quantity::new("1").compare(&Quantity::new("1000m")), Ordering::Equal);
    }
}
