//! References of container images.
//!
//! The grammar is that of the OCI distribution reference: `[domain[:port]/]path[:tag][@digest]`,
//! which a container runtime applies only after the API server has accepted the object.

use super::text_value;
use crate::syntax::text::Message;

text_value! {
    /// The reference of a container image, such as `redis:7.4` or `ghcr.io/shop/api@sha256:…`.
    Image, check: check, expects: "an image in quotes, such as `image = \"redis:7.4\"`"
}

/// The longest repository name and the longest tag of the OCI distribution specification.
const LONGEST_PATH: usize = 255;
const LONGEST_TAG: usize = 128;

const fn check(text: &str) -> Result<(), Message> {
    let wrong = Message::new().push_quoted(text).push(" is not an image: ");
    let bytes = text.as_bytes();
    if let Some(at) = find(bytes, 0, bytes.len(), b':')
        && at + 2 < bytes.len()
        && bytes[at + 1] == b'/'
        && bytes[at + 2] == b'/'
    {
        return Err(wrong.push("it begins with its registry, without `https://` before it"));
    }
    let name_end = match find(bytes, 0, bytes.len(), b'@') {
        Some(at) => match check_digest(bytes, at + 1) {
            Ok(()) => at,
            Err(reason) => return Err(wrong.push(reason)),
        },
        None => bytes.len(),
    };
    let path_end = match tag_start(bytes, name_end) {
        Some(at) => match check_tag(bytes, at + 1, name_end) {
            Ok(()) => at,
            Err(reason) => return Err(wrong.push(reason)),
        },
        None => name_end,
    };
    match check_path(bytes, path_end) {
        Ok(()) => Ok(()),
        Err(reason) => Err(wrong.push(reason)),
    }
}

/// Where the colon before the tag is: after the last slash, as a colon before it is a port's.
const fn tag_start(bytes: &[u8], end: usize) -> Option<usize> {
    let mut at = end;
    while at > 0 {
        at -= 1;
        match bytes[at] {
            b':' => return Some(at),
            b'/' => return None,
            _ => {}
        }
    }
    None
}

const fn check_digest(bytes: &[u8], from: usize) -> Result<(), &'static str> {
    const EXPECTED: &str = "after `@` stands a digest, such as sha256: and 64 hexadecimal digits";
    let Some(colon) = find(bytes, from, bytes.len(), b':') else {
        return Err(EXPECTED);
    };
    let digits = bytes.len() - colon - 1;
    let sha256 = colon - from == 6 && bytes[from] == b's' && bytes[from + 3] == b'2';
    if colon == from || digits < 32 || (sha256 && digits != 64) || !is_hexadecimal(bytes, colon + 1) {
        return Err(EXPECTED);
    }
    Ok(())
}

const fn is_hexadecimal(bytes: &[u8], from: usize) -> bool {
    let mut at = from;
    while at < bytes.len() {
        if !bytes[at].is_ascii_hexdigit() {
            return false;
        }
        at += 1;
    }
    true
}

const TAG: &str = "a tag is made of letters, digits, `_`, `.` and `-`, and does not begin with `.` or `-`";

const fn check_tag(bytes: &[u8], from: usize, to: usize) -> Result<(), &'static str> {
    if from == to {
        return Err("the tag after `:` is empty");
    }
    if to - from > LONGEST_TAG {
        return Err("a tag has at most 128 characters");
    }
    let mut at = from;
    while at < to {
        match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {}
            b'.' | b'-' if at > from => {}
            _ => return Err(TAG),
        }
        at += 1;
    }
    Ok(())
}

/// Checks the domain and the path components up to `end`.
const fn check_path(bytes: &[u8], end: usize) -> Result<(), &'static str> {
    if end == 0 {
        return Err("the name is empty");
    }
    if end > LONGEST_PATH {
        return Err("a name has at most 255 characters");
    }
    let mut from = 0;
    while from <= end {
        let to = match find(bytes, from, end, b'/') {
            Some(slash) => slash,
            None => end,
        };
        let checked = if from == 0 && to < end && is_domain(bytes, to) {
            check_domain(bytes, to)
        } else {
            check_component(bytes, from, to)
        };
        if let Err(reason) = checked {
            return Err(reason);
        }
        from = to + 1;
    }
    Ok(())
}

/// Whether the first component names a registry: it has a dot or a port, or is `localhost`.
const fn is_domain(bytes: &[u8], to: usize) -> bool {
    let localhost = to == 9 && bytes[0] == b'l' && bytes[5] == b'h' && bytes[8] == b't';
    localhost || find(bytes, 0, to, b'.').is_some() || find(bytes, 0, to, b':').is_some()
}

const fn check_domain(bytes: &[u8], to: usize) -> Result<(), &'static str> {
    const WRONG: &str = "the registry before the first `/` is a host name, with a port if need be";
    let mut at = 0;
    let mut in_port = false;
    while at < to {
        match bytes[at] {
            b'0'..=b'9' => {}
            b':' if !in_port && at > 0 && at + 1 < to => in_port = true,
            b'a'..=b'z' | b'A'..=b'Z' if !in_port => {}
            b'.' | b'-' if !in_port && at > 0 && at + 1 < to => {}
            _ => return Err(WRONG),
        }
        at += 1;
    }
    Ok(())
}

/// Checks one part of the path: lower case and digits, parted by `.`, `_`, `__` or dashes.
const fn check_component(bytes: &[u8], from: usize, to: usize) -> Result<(), &'static str> {
    if from >= to {
        return Err("a part of the name between two `/` is empty");
    }
    let mut at = from;
    while at < to {
        match bytes[at] {
            b'a'..=b'z' | b'0'..=b'9' => at += 1,
            b'A'..=b'Z' => return Err("the name is written in lower case"),
            b'.' | b'_' | b'-' => match skip_separator(bytes, at, to) {
                Some(next) if at > from && next < to => at = next,
                _ => return Err("`.`, `_` and `-` stand between letters and digits only"),
            },
            b' ' => return Err("it has a blank in it"),
            _ => return Err("a name is made of a-z, 0-9, `.`, `_`, `-` and `/`"),
        }
    }
    Ok(())
}

/// The end of the separator at `at`: one dot, one or two underscores, or any number of dashes.
const fn skip_separator(bytes: &[u8], at: usize, to: usize) -> Option<usize> {
    let kind = bytes[at];
    let mut end = at;
    while end < to && bytes[end] == kind {
        end += 1;
    }
    let allowed = match kind {
        b'.' => 1,
        b'_' => 2,
        _ => usize::MAX,
    };
    let parted = end == to || bytes[end].is_ascii_alphanumeric();
    if end - at <= allowed && parted { Some(end) } else { None }
}

const fn find(bytes: &[u8], from: usize, to: usize, wanted: u8) -> Option<usize> {
    let mut at = from;
    while at < to {
        if bytes[at] == wanted {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_references_are_taken() {
        let digest = format!("ghcr.io/shop/api:v1@sha256:{}", "0a".repeat(32));
        for text in [
            "redis",
            "redis:7.4",
            "library/redis",
            "localhost/api",
            "localhost:5000/api:dev",
            "a__b/c--d.e:V1.2-x_",
            "registry.k8s.io/pause:3.10",
            "LOCAL.example:5000/x",
            &digest,
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn mistakes_are_explained() {
        for (text, reason) in [
            ("", "name is empty"),
            ("Redis:7.4", "lower case"),
            ("redis:", "tag after `:` is empty"),
            ("redis:7.4 ", "a tag is made of"),
            ("redis :7.4", "blank"),
            ("redis//x", "between two `/`"),
            ("redis/", "between two `/`"),
            ("/redis", "between two `/`"),
            ("redis@sha256:12", "64 hexadecimal"),
            ("redis@", "64 hexadecimal"),
            ("-redis", "stand between"),
            ("re..dis", "stand between"),
            ("https://redis", "without `https://`"),
            ("redis:-1", "does not begin"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.as_str().contains(reason), "{text}: {error}");
        }
    }
}
