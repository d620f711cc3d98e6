//! Times in the one spelling that the API server stores.

/// A time to the second in UTC (`2020-01-01T00:00:00Z`), or to the microsecond if `micro`; other
/// texts are left as they are.
pub(crate) fn canonical_time(text: &str, micro: bool) -> String {
    let Some((date, rest)) = text.split_once('T') else { return text.to_owned() };
    let Some((clock, offset)) = split_offset(rest) else { return text.to_owned() };
    let (seconds, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let Some((date, seconds)) = shift(date, seconds, offset) else { return text.to_owned() };
    if micro {
        let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
        return format!("{date}T{seconds}.{digits}Z");
    }
    format!("{date}T{seconds}Z")
}

/// Checks that a text is a time as the API server reads it.
///
/// # Errors
/// In the words of Go, when it is none, or has no microseconds where `micro` wants them.
pub(crate) fn check_time(text: &str, micro: bool) -> Result<(), String> {
    let layout = if micro { "2006-01-02T15:04:05.000000Z07:00" } else { "2006-01-02T15:04:05Z07:00" };
    let wrong = |rest: &str, wanted: &str| {
        Err(format!("parsing time {text:?} as {layout:?}: cannot parse {rest:?} as {wanted:?}"))
    };
    if !has_date_and_time(text.as_bytes()) {
        return wrong(text, "2006");
    }
    let rest = &text[19..];
    let digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if micro && digits != 6 {
        return wrong(rest, ".000000");
    }
    let zone = if digits > 0 { &rest[digits + 1..] } else { rest };
    let is_zone = zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-']));
    if is_zone { Ok(()) } else { wrong(zone, "Z07:00") }
}

/// Whether a text begins with a date and a time, up to the seconds.
fn has_date_and_time(text: &[u8]) -> bool {
    text.len() >= 19
        && text.iter().zip(b"0000-00-00T00:00:00").all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            shape => byte == shape,
        })
}

/// The clock, and its offset from UTC in minutes.
fn split_offset(text: &str) -> Option<(&str, i64)> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let place = text.rfind(['+', '-'])?;
    let (clock, offset) = text.split_at(place);
    let (hours, minutes) = offset[1..].split_once(':')?;
    let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    Some((clock, if offset.starts_with('-') { -minutes } else { minutes }))
}

/// Turns local date and time to UTC.
fn shift(date: &str, clock: &str, offset: i64) -> Option<(String, String)> {
    if offset == 0 {
        return Some((date.to_owned(), clock.to_owned()));
    }
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let minutes = days_from_civil(year, month, day) * 1440 + hour * 60 + minute - offset;
    let (year, month, day) = civil_from_days(minutes.div_euclid(1440));
    let of_day = minutes.rem_euclid(1440);
    Some((
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{:02}:{:02}:{second:02}", of_day / 60, of_day % 60),
    ))
}

/// Days since 1970-01-01 of a date of the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a number of days since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{canonical_time, check_time};

    #[test]
    fn spellings() {
        assert_eq!(canonical_time("2024-02-29T23:30:00-01:00", false), "2024-03-01T00:30:00Z");
        assert_eq!(canonical_time("2024-01-01T00:00:00.5+00:30", true), "2023-12-31T23:30:00.500000Z");
        assert_eq!(canonical_time("2020-01-01T00:00:00.123Z", false), "2020-01-01T00:00:00Z");
        assert_eq!(canonical_time("nonsense", false), "nonsense");
    }

    #[test]
    fn times_are_checked() {
        assert!(check_time("2020-01-01T00:00:00.000000+01:00", true).is_ok());
        assert!(check_time("2020-01-01T00:00:00Z", false).is_ok());
        assert!(
            check_time("2020-01-01T00:00:00Z", true)
                .unwrap_err()
                .ends_with("cannot parse \"Z\" as \".000000\"")
        );
        assert!(check_time("yesterday", false).is_err());
        assert!(check_time("2020-01-01T00:00:00", false).is_err());
    }
}
