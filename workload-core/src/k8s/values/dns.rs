//! The characters of DNS names: what Kubernetes calls an RFC 1123 subdomain.

use super::error::{explain, is_not};
use crate::syntax::text::Message;

/// The longest subdomain.
const LONGEST: usize = 253;

/// How the letters of a name may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// As a-z.
    Lower,
    /// As a-z or A-Z.
    Any,
}

/// Checks that `bytes[..end]` are labels of letters, digits and dashes, parted by dots.
pub(super) const fn check_subdomain(bytes: &[u8], end: usize, case: Case) -> Result<(), &'static str> {
    if end == 0 {
        return Err("it is empty");
    }
    if end > LONGEST {
        return Err("it has more than 253 characters");
    }
    let mut at = 0;
    while at < end {
        if let Err(reason) = check_byte(bytes, at, end, case) {
            return Err(reason);
        }
        at += 1;
    }
    Ok(())
}

const fn check_byte(bytes: &[u8], at: usize, end: usize, case: Case) -> Result<(), &'static str> {
    let inside = at > 0 && at + 1 < end;
    match bytes[at] {
        b'a'..=b'z' | b'0'..=b'9' => Ok(()),
        b'A'..=b'Z' if matches!(case, Case::Any) => Ok(()),
        b'A'..=b'Z' => Err("upper case is not allowed, write it in lower case"),
        b'-' | b'.' if !inside => Err("it must begin and end with a letter or a digit"),
        b'.' if !bytes[at - 1].is_ascii_alphanumeric() || !bytes[at + 1].is_ascii_alphanumeric() => {
            Err("before and after a dot stands a letter or a digit")
        }
        b'-' | b'.' => Ok(()),
        b'_' => Err("`_` is not allowed, write `-`"),
        _ => Err("only a-z, 0-9, `-` and `.` are allowed"),
    }
}

/// Checks a name of labels parted by dots; `what` is what it should be, as in "a node's name".
pub(crate) const fn check_dns_name(text: &str, what: &str) -> Result<(), Message> {
    explain(text, what, check_subdomain(text.as_bytes(), text.len(), Case::Lower))
}

/// Checks a name that becomes one part of the path of a request.
pub(crate) const fn check_path_segment(text: &str, what: &str) -> Result<(), Message> {
    let bytes = text.as_bytes();
    if matches!(bytes, b"." | b"..") {
        return Err(is_not(text, what).push("it has a meaning of its own in a path"));
    }
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'/' | b'%') {
            return Err(is_not(text, what).push("`/` and `%` are not allowed: it is a part of a path"));
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_said() {
        assert!(check_dns_name("a.b-c", "a host").is_ok());
        assert!(check_path_segment("a b*", "a name").is_ok());
        for (checked, expected) in [
            (check_dns_name("a_b", "a host"), "`a_b` is not a host: `_` is not allowed, write `-`"),
            (check_path_segment("a/b", "a name"), "`a/b` is not a name: `/` and `%` are not allowed"),
            (check_path_segment("..", "a name"), "`..` is not a name: it has a meaning of its own"),
        ] {
            assert!(checked.unwrap_err().as_str().starts_with(expected));
        }
    }
}
