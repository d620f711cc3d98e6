//! `@every`: a duration as Go writes it.

/// Go's durations end at about 292 years.
const MOST_SECONDS: f64 = 9_223_372_036.0;

/// What stands behind `@every `.
pub(super) const fn duration_text(text: &str) -> Option<&str> {
    const WORD: &str = "@every ";
    let mut at = 0;
    while at < WORD.len() {
        if at >= text.len() || text.as_bytes()[at] != WORD.as_bytes()[at] {
            return None;
        }
        at += 1;
    }
    let (_, duration) = text.split_at(WORD.len());
    Some(duration)
}

/// The whole seconds of a duration, at least one: the controller knows nothing shorter.
pub(super) const fn seconds(text: &str) -> Result<i64, &'static str> {
    const EXPECTED: &str =
        "behind @every stands a duration, such as `90m` or `1h30m` (units: h, m, s, ms, us, ns)";
    let (negative, mut rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if rest.len() == 1 && rest[0] == b'0' {
        return Ok(1);
    }
    if rest.is_empty() {
        return Err(EXPECTED);
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let Some((number, after)) = number(rest) else { return Err(EXPECTED) };
        let Some((unit, after)) = unit(after) else { return Err(EXPECTED) };
        total += number * unit;
        rest = after;
    }
    if total > MOST_SECONDS {
        return Err("the duration is longer than 292 years");
    }
    #[expect(clippy::cast_possible_truncation, reason = "Go cuts off what is below a second")]
    let whole = total as i64;
    Ok(if negative || whole < 1 { 1 } else { whole })
}

/// Digits with a point among them, and what follows.
const fn number(bytes: &[u8]) -> Option<(f64, &[u8])> {
    let (mut value, mut scale, mut point, mut digits) = (0.0, 1.0, false, 0);
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => {
                value = value * 10.0 + (bytes[at] - b'0') as f64;
                scale *= if point { 10.0 } else { 1.0 };
                digits += 1;
            }
            b'.' if !point => point = true,
            _ => break,
        }
        at += 1;
    }
    let (_, after) = bytes.split_at(at);
    if digits == 0 { None } else { Some((value / scale, after)) }
}

/// The seconds of a unit, and what follows it.
const fn unit(bytes: &[u8]) -> Option<(f64, &[u8])> {
    Some(match bytes {
        [b'n', b's', after @ ..] => (1e-9, after),
        [b'u', b's', after @ ..] | [0xC2, 0xB5, b's', after @ ..] | [0xCE, 0xBC, b's', after @ ..] => {
            (1e-6, after)
        }
        [b'm', b's', after @ ..] => (1e-3, after),
        [b's', after @ ..] => (1.0, after),
        [b'm', after @ ..] => (60.0, after),
        [b'h', after @ ..] => (3600.0, after),
        _ => return None,
    })
}
