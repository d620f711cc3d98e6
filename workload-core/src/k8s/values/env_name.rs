//! Names of environment variables.

use super::error::{explain, is_not};
use super::text_value;
use crate::syntax::text::Message;

text_value! {
    /// The name of an environment variable: letters, digits, `_`, `-` and `.`, not beginning
    /// with a digit.
    ///
    /// Newer API servers take any printable ASCII but `=`; this much every version takes, and
    /// most shells can read.
    EnvName, check: check, expects: "the name of an environment variable in quotes, such as `\"REDIS_HOST\"`"
}

/// Checks a name as every version of Kubernetes takes it.
pub(crate) const fn check(text: &str) -> Result<(), Message> {
    explain(text, "the name of an environment variable", check_bytes(text.as_bytes()))
}

const fn check_bytes(bytes: &[u8]) -> Result<(), &'static str> {
    if bytes.is_empty() {
        return Err("it is empty");
    }
    if bytes[0].is_ascii_digit() {
        return Err("it must not begin with a digit");
    }
    if bytes[0] == b'.' && (bytes.len() == 1 || bytes[1] == b'.') {
        return Err("it must not be `.` or begin with `..`");
    }
    check_characters(bytes)
}

const fn check_characters(bytes: &[u8]) -> Result<(), &'static str> {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => at += 1,
            b'=' => return Err("`=` ends a name: write the value behind it"),
            b' ' => return Err("a blank is not allowed, write `_`"),
            _ => return Err("only letters, digits, `_`, `-` and `.` are allowed"),
        }
    }
    Ok(())
}

/// Checks a name as API servers do: printable ASCII without `=`.
pub(crate) const fn check_printable_name(text: &str) -> Result<(), Message> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'=' => {
                return Err(is_not(text, "the name of an environment variable")
                    .push("`=` ends a name: write the value behind it"));
            }
            b' '..=b'~' => at += 1,
            _ => {
                return Err(is_not(text, "the name of an environment variable")
                    .push("only printable ASCII is allowed"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        for text in ["REDIS_HOST", "a", "_x", "my.var-1"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for (text, reason) in [
            ("", "empty"),
            ("1A", "digit"),
            ("A=B", "`=` ends"),
            ("A B", "write `_`"),
            ("É", "only letters"),
            ("..a", "begin with `..`"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }

    #[test]
    fn servers_take_anything_printable() {
        for text in ["REDIS_HOST", "1 a.b-c?", "~"] {
            assert_eq!(check_printable_name(text), Ok(()), "{text}");
        }
        assert!(check_printable_name("A=B").unwrap_err().as_str().contains("`=` ends"));
        assert!(check_printable_name("É").unwrap_err().as_str().contains("printable ASCII"));
    }
}
