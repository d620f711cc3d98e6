//! The formats of strings that a schema can ask for, as leniently as the API server reads them.
//!
//! Formats that are not listed here are not checked. Sources: the list in Kubernetes' documentation
//! ("Specify a structural schema", validation) and answers recorded from a server.

use std::net::{IpAddr, Ipv6Addr};

use jiff::Timestamp;
use jiff::civil::Date;

/// The formats of text that the server knows and that are not checked here.
const UNCHECKED: &[&str] =
    &["bsonobjectid", "isbn", "isbn10", "isbn13", "creditcard", "ssn", "hexcolor", "rgbcolor", "password"];

/// Whether the server knows this format of text; it ignores every other.
pub(super) fn is_supported(format: &str) -> bool {
    UNCHECKED.contains(&format) || expected(format, "\0").is_some()
}

/// What `format` asks for, when `text` is not that; none when it is, or the format is not checked.
pub(super) fn expected(format: &str, text: &str) -> Option<&'static str> {
    let (fits, expected): (bool, _) = match format {
        "date-time" | "datetime" => (is_date_time(text), "a date and time, such as `2030-01-31T12:00:00Z`"),
        "date" => (is_date(text), "a date, such as `2030-01-31`"),
        "duration" => (is_duration(text), "a duration, such as `1h30m`"),
        "email" => (is_email(text), "an e-mail address"),
        "hostname" => (is_hostname(text), "a host name, such as `www.example.com`"),
        "ipv4" => (is_ipv4(text), "an IPv4 address"),
        "ipv6" => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        "cidr" => (is_cidr(text), "a range of addresses, such as `10.0.0.0/8`"),
        "mac" => (is_mac(text), "a MAC address"),
        "uuid" | "uuid3" | "uuid4" | "uuid5" => (is_uuid(text), "a UUID"),
        "uri" => (is_uri(text), "a URI, such as `https://example.com`"),
        "byte" => (is_base64(text), "base64"),
        _ => return None,
    };
    (!fits).then_some(expected)
}

fn is_date_time(text: &str) -> bool {
    let separated = text.as_bytes().get(10).is_some_and(|byte| matches!(byte, b'T' | b't'));
    separated && text.parse::<Timestamp>().is_ok()
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// A number of days or weeks and the like, one of Go's durations, or one of ISO 8601.
fn is_duration(text: &str) -> bool {
    let number = |text: &str| {
        let digits = text.trim_start_matches(['+', '-']);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let with_unit = |text: &str| {
        let start = text.find(|c: char| c.is_alphabetic() || c == 'µ').unwrap_or(text.len());
        number(text[..start].trim()) && is_unit(&text[start..])
    };
    text == "0"
        || text.starts_with('P')
        || with_unit(text)
        || parts(text).is_some_and(|parts| parts.iter().all(|part| with_unit(part)))
}

/// The parts of a duration such as `1h30m`; none when it does not begin with a number.
fn parts(text: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(['+', '-']);
    while !rest.is_empty() {
        let unit = rest.find(char::is_alphabetic)?;
        let after =
            rest[unit..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |length| unit + length);
        parts.push(&rest[..after]);
        rest = &rest[after..];
    }
    (!parts.is_empty()).then_some(parts)
}

fn is_unit(unit: &str) -> bool {
    const UNITS: &[&str] = &[
        "ns",
        "nano",
        "nanosecond",
        "us",
        "µs",
        "micro",
        "microsecond",
        "ms",
        "milli",
        "millisecond",
        "s",
        "sec",
        "second",
        "m",
        "min",
        "minute",
        "h",
        "hr",
        "hour",
        "d",
        "day",
        "w",
        "wk",
        "week",
    ];
    let unit = unit.trim();
    UNITS.contains(&unit) || unit.strip_suffix('s').is_some_and(|one| UNITS.contains(&one))
}

/// An address as in a mail's header: `a@b`, or `A <a@b>`.
fn is_email(text: &str) -> bool {
    let address = match text.split_once('<') {
        Some((_, rest)) => match rest.strip_suffix('>') {
            Some(address) => address,
            None => return false,
        },
        None => text.trim(),
    };
    let allowed = |c: char| !c.is_whitespace() && !"()<>[]:;,\\\"".contains(c) && !c.is_control();
    address.rsplit_once('@').is_some_and(|(local, domain)| {
        let dotted = |part: &str| !part.is_empty() && part.split('.').all(|label| !label.is_empty());
        dotted(local) && dotted(domain) && !local.contains('@') && address.chars().all(allowed)
    })
}

/// Labels joined by dots, the last of at least two letters or more.
fn is_hostname(text: &str) -> bool {
    let labels: Vec<_> = text.trim_end_matches('.').split('.').collect();
    let label = |label: &&str| {
        let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&label.len())
            && label.chars().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last =
        labels.last().is_some_and(|last| last.chars().count() >= 2 && last.chars().all(char::is_alphabetic));
    text.len() <= 255 && labels.iter().all(label) && (last || labels.len() == 1)
}

/// Four numbers up to 255; leading zeros are allowed.
fn is_ipv4(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    let number = |part: &&str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|n| n < 256)
    };
    parts.len() == 4 && parts.iter().all(number)
}

fn is_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, bits)| {
        let most = match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(_)) => 32,
            Ok(IpAddr::V6(_)) => 128,
            Err(_) if is_ipv4(address) => 32,
            Err(_) => return false,
        };
        bits.chars().all(|c| c.is_ascii_digit()) && bits.parse::<u32>().is_ok_and(|bits| bits <= most)
    })
}

/// Six, eight or twenty bytes in pairs of digits, joined by `:` or `-`, or in fours joined by dots.
fn is_mac(text: &str) -> bool {
    let hex = |length: usize| {
        move |part: &&str| part.len() == length && part.chars().all(|c| c.is_ascii_hexdigit())
    };
    let joined = |separator: char, length: usize, counts: [usize; 3]| {
        let parts: Vec<_> = text.split(separator).collect();
        counts.contains(&parts.len()) && parts.iter().all(hex(length))
    };
    joined(':', 2, [6, 8, 20]) || joined('-', 2, [6, 8, 20]) || joined('.', 4, [3, 4, 10])
}

/// 32 hexadecimal digits; the dashes are optional.
fn is_uuid(text: &str) -> bool {
    let digits = text.chars().filter(|c| *c != '-').collect::<String>();
    let groups: Vec<_> = text.split('-').map(str::len).collect();
    digits.len() == 32
        && digits.chars().all(|c| c.is_ascii_hexdigit())
        && (groups.len() == 1 || groups == [8, 4, 4, 4, 12])
}

/// A path from the root, or a scheme and what follows it.
fn is_uri(text: &str) -> bool {
    if text.is_empty() || text.chars().any(|c| c.is_control() || c == ' ') {
        return false;
    }
    if text.starts_with('/') {
        return true;
    }
    text.split_once(':').is_some_and(|(scheme, _)| {
        let first = scheme.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        first && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Base64 with padding; line breaks are passed over.
fn is_base64(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let padding = digits.iter().rev().take_while(|byte| **byte == b'=').count();
    let data = &digits[..digits.len() - padding];
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    digits.len().is_multiple_of(4) && padding <= 2 && data.iter().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_as_lenient_as_the_server() {
        let accepted = [
            ("date-time", "2030-01-31t12:00:00z"),
            ("email", "A <a@b.c>"),
            ("email", "a@b"),
            ("ipv4", "010.0.0.1"),
            ("cidr", "10.0.0.1/8"),
            ("uuid", "0123456789abcdef0123456789abcdef"),
            ("uri", "/rel"),
            ("duration", "1d"),
            ("duration", "1w"),
            ("duration", "P1D"),
            ("duration", "24 h"),
            ("duration", "-1h"),
            ("duration", "1.5h"),
            ("duration", "1h30m"),
            ("hostname", "www.example.com"),
            ("unheard-of", "anything"),
        ];
        for (format, text) in accepted {
            assert_eq!(expected(format, text), None, "{format} {text}");
        }
        let refused = [
            ("date-time", "2030-01-31 12:00"),
            ("date", "2030-13-01"),
            ("email", "a b@c.d"),
            ("uri", "x"),
            ("uri", "git@x:y"),
            ("hostname", "a.b"),
            ("hostname", "10.0.0.1"),
            ("hostname", "*.a.b"),
            ("duration", "soon"),
            ("byte", "a"),
            ("mac", "00:11"),
        ];
        for (format, text) in refused {
            assert!(expected(format, text).is_some(), "{format} {text}");
        }
    }
}
