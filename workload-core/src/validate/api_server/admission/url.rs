//! The URL of a webhook.

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks a URL: `https`, with a host, without a user, a query or a fragment.
pub(super) fn check(url: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(parts) = Parts::of(url) else {
        errors.required(at, format!("`{url}` is not a URL, expected one like `https://example.com/path`"));
        return;
    };
    for (is_wrong, what) in [
        (!parts.scheme.eq_ignore_ascii_case("https"), "does not begin with `https://`"),
        (parts.host.is_empty(), "has no host"),
        (parts.has_user, "has a user"),
        (parts.has_fragment, "has a fragment (`#`)"),
        (parts.has_query, "has a query (`?`)"),
    ] {
        if is_wrong {
            errors.invalid(at, format!("URL `{url}` {what}, expected one like `https://example.com/path`"));
        }
    }
}

/// The parts of a URL that are looked at.
struct Parts<'a> {
    scheme: &'a str,
    host: &'a str,
    has_user: bool,
    has_query: bool,
    has_fragment: bool,
}

impl<'a> Parts<'a> {
    /// Takes a URL apart; none where Go's `url.Parse` refuses it.
    fn of(url: &'a str) -> Option<Self> {
        if url.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
            return None;
        }
        let (rest, fragment) = url.split_once('#').unwrap_or((url, ""));
        let (scheme, rest) = scheme(rest)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = authority(scheme, rest)?;
        let (user, host) =
            authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        if host.contains([' ', '<', '>', '"']) || !has_valid_port(host) || !has_valid_escapes(url) {
            return None;
        }
        let (has_query, has_fragment) = (!query.is_empty(), !fragment.is_empty());
        Some(Self { scheme, host, has_user: user.is_some(), has_query, has_fragment })
    }
}

/// The scheme before the first colon, empty where there is none, and the rest.
fn scheme(url: &str) -> Option<(&str, &str)> {
    for (at, byte) in url.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return None,
            b':' => return Some((&url[..at], &url[at + 1..])),
            _ => return Some(("", url)),
        }
    }
    Some(("", url))
}

/// User, host and port, empty where there is none; none where what comes in their place has a colon.
fn authority<'a>(scheme: &str, rest: &'a str) -> Option<&'a str> {
    match rest.strip_prefix("//") {
        Some(rest) => rest.split('/').next(),
        None if scheme.is_empty() && rest.split('/').next()?.contains(':') => None,
        None => Some(""),
    }
}

fn has_valid_port(host: &str) -> bool {
    let after = match host.rsplit_once(']') {
        Some((_, after)) => after,
        None => host.rsplit_once(':').map_or("", |(before, _)| &host[before.len()..]),
    };
    after.is_empty()
        || after.strip_prefix(':').is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn has_valid_escapes(url: &str) -> bool {
    url.match_indices('%').all(|(at, _)| {
        url.as_bytes().get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lead_to_a_host_by_https() {
        for (url, errors) in [
            ("https://example.com", 0),
            ("HTTPS://localhost:99999/a b", 0),
            ("https://[::1]:443/x", 0),
            ("http://example.com", 1),
            ("https://", 1),
            ("https:///path", 1),
            ("https://u@h", 1),
            ("https://h/?q#f", 2),
            ("", 2),
            ("example.com", 2),
            (" https://h", 1),
            ("https://h\n", 1),
            ("https://h:x", 1),
            ("https://h/%zz", 1),
        ] {
            let mut found = FieldErrors::default();
            check(url, &PathBuilder::root(), &mut found);
            assert_eq!(found.into_vec().len(), errors, "{url}");
        }
    }
}
