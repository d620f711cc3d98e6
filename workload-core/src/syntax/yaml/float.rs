//! Numbers with a point or an exponent, in the form that Go's YAML reader looks for.

/// Reads `1.5`, `.5`, `5.`, `1e3`, with a sign or without; none when it is no such number.
pub(super) fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_fits = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let exponent_fits = exponent.is_none_or(|exponent| {
        let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !unsigned.is_empty() && digits(unsigned)
    });
    let number = if mantissa_fits && exponent_fits { text.parse::<f64>().ok()? } else { return None };
    // Go gives an error for what is out of range, and the text stays a text.
    number.is_finite().then_some(number)
}
