//! Names of objects: DNS labels (RFC 1123), as Kubernetes makes DNS names and labels of them.

use super::error::is_not;
use super::text_value;
use crate::syntax::text::Message;

/// The longest DNS label.
const LONGEST_LABEL: usize = 63;

text_value! {
    /// The name of an object: at most 63 of `a-z`, `0-9` and `-`, beginning and ending with a
    /// letter or a digit.
    ///
    /// Kubernetes takes longer names with dots for some kinds; a workload's name also becomes
    /// a label and a part of DNS names, where only this much is safe.
    Name, check: check_name, expects: "a name in quotes, such as `name = \"redis\"`"
}

text_value! {
    /// The name of a Service: a [`Name`] that begins with a letter (RFC 1035), which every
    /// version of Kubernetes takes.
    ServiceName, check: check_service_name, expects: "the name of a Service in quotes, such as `\"redis-service\"`"
}

const fn check_name(text: &str) -> Result<(), Message> {
    check_label(text, "a name")
}

const fn check_service_name(text: &str) -> Result<(), Message> {
    check_dns_1035_label(text, "the name of a Service")
}

/// Checks an RFC 1035 label, which begins with a letter; `what` is what it should be.
pub(crate) const fn check_dns_1035_label(text: &str, what: &str) -> Result<(), Message> {
    match check_label(text, what) {
        Err(message) => Err(message),
        Ok(()) if text.as_bytes()[0].is_ascii_digit() => {
            Err(is_not(text, what).push("it begins with a letter (a-z)"))
        }
        Ok(()) => Ok(()),
    }
}

/// Checks an RFC 1123 label; `what` is what it should be, as in "a name".
pub(crate) const fn check_label(text: &str, what: &str) -> Result<(), Message> {
    if text.len() > LONGEST_LABEL {
        return Err(is_not(text, what)
            .push("it has ")
            .push_number(text.len() as i128)
            .push(" characters, at most 63 are allowed"));
    }
    match label(text.as_bytes()) {
        Ok(()) => Ok(()),
        Err(reason) => Err(is_not(text, what).push(reason)),
    }
}

const fn label(bytes: &[u8]) -> Result<(), &'static str> {
    if bytes.is_empty() {
        return Err("it is empty");
    }
    if bytes[0] == b'-' || bytes[bytes.len() - 1] == b'-' {
        return Err("it must begin and end with a letter or a digit");
    }
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => at += 1,
            b'A'..=b'Z' => return Err("upper case is not allowed, write it in lower case"),
            b'_' => return Err("`_` is not allowed, write `-`"),
            _ => return Err("only a-z, 0-9 and `-` are allowed"),
        }
    }
    Ok(())
}

/// Checks the name of an object of `kind`, whose names have at most `longest` characters.
pub(crate) const fn check_object_name(text: &str, kind: &str, longest: usize) -> Result<(), Message> {
    if let Err(message) = check_name(text) {
        return Err(message);
    }
    if text.len() > longest {
        return Err(Message::new()
            .push_quoted(text)
            .push(" is too long for a ")
            .push(kind)
            .push(": it has ")
            .push_number(text.len() as i128)
            .push(" characters, at most ")
            .push_number(longest as i128)
            .push(" are allowed; give a shorter one with `name = \"…\"`"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken() {
        for text in ["a", "redis", "redis-0", "0", "x".repeat(63).as_str()] {
            assert_eq!(check_name(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn anything_else_is_explained() {
        for (text, reason) in [
            ("", "empty"),
            ("Redis", "lower case"),
            ("redis_1", "write `-`"),
            ("-redis", "begin and end"),
            ("redis.", "only a-z"),
            ("x".repeat(64).as_str(), "64 characters"),
        ] {
            let error = Name::parse(text.to_owned()).unwrap_err();
            assert!(error.message().contains(reason), "{error}");
        }
        assert!(ServiceName::parse("1-api").unwrap_err().message().contains("begins with a letter"));
    }

    #[test]
    fn a_cron_job_has_eleven_characters_less() {
        let name = "x".repeat(53);
        let error = check_object_name(&name, "CronJob", 52).unwrap_err();
        assert!(error.as_str().contains("too long for a CronJob: it has 53 characters"), "{error}");
    }
}
