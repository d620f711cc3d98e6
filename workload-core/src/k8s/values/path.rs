//! Paths: in a container, in a volume, on the node.

use super::error::explain;
use super::text_value;
use crate::syntax::text::Message;

text_value! {
    /// Where a volume appears in a container: an absolute path without `:`.
    MountPath, check: check_mount, expects: "a path in quotes, such as `mount = \"/data\"`"
}

text_value! {
    /// A path on the node: absolute, without `..`.
    NodePath, check: check_node, expects: "a path on the node in quotes, such as `\"/var/log\"`"
}

text_value! {
    /// A path inside a volume: relative, without `..`.
    SubPath, check: check_sub, expects: "a path inside the volume in quotes, such as `\"redis/data\"`"
}

text_value! {
    /// The path of an HTTP request: it begins with `/`.
    UrlPath, check: check_url, expects: "a path in quotes, such as `http = \"/healthz\"`"
}

const fn check_mount(text: &str) -> Result<(), Message> {
    explain(text, "a mount path", {
        match absolute(text) {
            Ok(()) if has(text, b':') => Err("`:` is not allowed"),
            other => other,
        }
    })
}

const fn check_node(text: &str) -> Result<(), Message> {
    explain(text, "a path on the node", {
        match absolute(text) {
            Ok(()) if climbs(text) => Err("`..` is not allowed"),
            other => other,
        }
    })
}

pub(crate) const fn check_sub(text: &str) -> Result<(), Message> {
    explain(text, "a path inside a volume", {
        if text.is_empty() {
            Err("it is empty")
        } else if text.as_bytes()[0] == b'/' {
            Err("it is relative to the volume, so it does not begin with `/`")
        } else if climbs(text) {
            Err("`..` is not allowed")
        } else {
            Ok(())
        }
    })
}

const fn check_url(text: &str) -> Result<(), Message> {
    explain(text, "the path of a request", absolute(text))
}

const fn absolute(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        Err("it is empty")
    } else if text.as_bytes()[0] != b'/' {
        Err("it must begin with `/`")
    } else {
        Ok(())
    }
}

const fn has(text: &str, wanted: u8) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == wanted {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether one of the path's parts is `..`.
pub(crate) const fn climbs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        let starts = at == 0 || bytes[at - 1] == b'/';
        let ends = at + 2 == bytes.len() || bytes[at + 2] == b'/';
        if starts && ends && bytes[at] == b'.' && bytes[at + 1] == b'.' {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_checked() {
        assert_eq!(check_mount("/data"), Ok(()));
        assert_eq!(check_mount("/a/../b"), Ok(()));
        assert_eq!(check_node("/var/log/..hidden"), Ok(()));
        assert_eq!(check_sub("a/b..c"), Ok(()));
        for (checked, reason) in [
            (check_mount("data"), "begin with `/`"),
            (check_mount(""), "empty"),
            (check_mount("C:\\data"), "begin with `/`"),
            (check_mount("/a:b"), "`:`"),
            (check_node("/var/../etc"), "`..`"),
            (check_node("/.."), "`..`"),
            (check_sub("/a"), "relative"),
            (check_sub(".."), "`..`"),
            (check_url("healthz"), "begin with `/`"),
        ] {
            let error = checked.unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }
}
