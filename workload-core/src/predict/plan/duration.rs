//! Durations as people write them: `2s`, `1m30s`, `24h`.

use std::time::Duration;

/// The units, the largest first, in milliseconds.
const UNITS: &[(&str, u64)] = &[("d", 86_400_000), ("h", 3_600_000), ("ms", 1), ("m", 60_000), ("s", 1000)];

/// Reads a duration: numbers with the units `d`, `h`, `m`, `s` and `ms`.
///
/// # Errors
///
/// When it is none, with how one is written.
pub fn parse(text: &str) -> Result<Duration, String> {
    let failure = || format!("`{text}` is no duration: write it as `500ms`, `2s`, `1m30s`, `24h` or `7d`");
    let (mut rest, mut sum) = (text.trim(), 0_u64);
    if rest.is_empty() {
        return Err(failure());
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: u64 = rest[..digits].parse().map_err(|_| failure())?;
        rest = &rest[digits..];
        let (unit, millis) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)).ok_or_else(failure)?;
        rest = &rest[unit.len()..];
        sum = number.checked_mul(*millis).and_then(|part| sum.checked_add(part)).ok_or_else(failure)?;
    }
    Ok(Duration::from_millis(sum))
}

/// Milliseconds in the largest units that say something, to a tenth of a second: `2.5s`, `1h1m30s`, `3d4h`.
#[must_use]
pub fn short(millis: u64) -> String {
    if millis < 60_000 {
        return seconds(millis);
    }
    let parts = [
        ("d", millis / 86_400_000),
        ("h", millis / 3_600_000 % 24),
        ("m", millis / 60_000 % 60),
        ("s", millis / 1000 % 60),
    ];
    let from = parts.iter().position(|(_, count)| *count > 0).unwrap_or(3);
    // Of days nobody counts the minutes.
    let shown = parts[from..].iter().take(if from == 0 { 2 } else { 3 }).filter(|(_, count)| *count > 0);
    shown.fold(String::new(), |text, (unit, count)| format!("{text}{count}{unit}"))
}

/// Less than a minute, with the tenths that it has; less than a tenth is not nothing.
fn seconds(millis: u64) -> String {
    if 0 < millis && millis < 100 {
        return format!("0.{}s", format!("{millis:03}").trim_end_matches('0'));
    }
    let tenths = millis / 100;
    match (tenths / 10, tenths % 10) {
        (seconds, 0) => format!("{seconds}s"),
        (seconds, tenth) => format!("{seconds}.{tenth}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        for (text, millis, back) in [
            ("2s", 2000, "2s"),
            ("500ms", 500, "0.5s"),
            ("1m30s", 90_000, "1m30s"),
            ("24h", 86_400_000, "1d"),
            ("3d4h5m", 273_900_000, "3d4h"),
            ("60m", 3_600_000, "1h"),
            ("1h2s", 3_602_000, "1h2s"),
            ("0s", 0, "0s"),
            ("10235ms", 10_235, "10.2s"),
            ("59999ms", 59_999, "59.9s"),
            ("5ms", 5, "0.005s"),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_millis(millis)), "{text}");
            assert_eq!(short(millis), back);
        }
        for text in ["", "2", "s", "2 s", "-1s", "2y", "99999999999999999999s", "999999999999999999d"] {
            assert!(parse(text).unwrap_err().contains("is no duration"), "{text}");
        }
    }
}
