//! The characters of DNS names: what Kubernetes calls an RFC 1123 subdomain.

use super::error::explain;
use crate::text::Message;

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
        let inside = at > 0 && at + 1 < end;
        match bytes[at] {
            b'a'..=b'z' | b'0'..=b'9' => {}
            b'A'..=b'Z' if matches!(case, Case::Any) => {}
            b'A'..=b'Z' => return Err("upper case is not allowed, write it in lower case"),
            b'-' | b'.' if !inside => return Err("it must begin and end with a letter or a digit"),
            b'.' if !bytes[at - 1].is_ascii_alphanumeric() || !bytes[at + 1].is_ascii_alphanumeric() => {
                return Err("before and after a dot stands a letter or a digit");
            }
            b'-' | b'.' => {}
            b'_' => return Err("`_` is not allowed, write `-`"),
            _ => return Err("only a-z, 0-9, `-` and `.` are allowed"),
        }
        at += 1;
    }
    Ok(())
}

/// Checks a name of labels parted by dots; `what` is what it should be, as in "a node's name".
pub(crate) const fn check_dns_name(text: &str, what: &str) -> Result<(), Message> {
    explain(text, what, check_subdomain(text.as_bytes(), text.len(), Case::Lower))
}
