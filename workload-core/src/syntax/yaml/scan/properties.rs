//! Anchors, aliases and tags.

use super::cursor::Cursor;
use crate::syntax::yaml::error::SyntaxError;
use crate::syntax::yaml::scalar::Tag;

/// The tag that YAML's own begin with.
const OWN: &str = "tag:yaml.org,2002:";

/// Reads the name behind the `&` or `*` here.
pub(super) fn name<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, SyntaxError> {
    cursor.skip();
    let start = cursor.at;
    while cursor.byte(0).is_some_and(is_name) {
        cursor.skip();
    }
    let ends = cursor.is_gap(0)
        || matches!(cursor.byte(0), Some(b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'));
    if start == cursor.at || !ends {
        return Err(cursor.error(
            "an anchor or alias is named by letters, digits, `-` and `_`: put the text in quotes if it is none",
        ));
    }
    Ok(&cursor.text[start..cursor.at])
}

/// Reads the tag here.
pub(super) fn tag(cursor: &mut Cursor<'_>) -> Result<Tag, SyntaxError> {
    let opening = cursor.clone();
    let rest = &cursor.text[cursor.at..];
    let tag = if rest.starts_with("!<") {
        let Some(length) = rest.find('>') else {
            return Err(opening.error("this tag is not closed by `>`"));
        };
        let uri = rest[2..length].to_owned();
        cursor.skip_to(cursor.at + length + 1);
        uri.strip_prefix(OWN).map_or(Tag::Other, own)
    } else {
        let length = rest.bytes().take_while(|byte| is_uri(*byte)).count();
        cursor.skip_to(cursor.at + length);
        short(&rest[..length])
            .ok_or_else(|| opening.error("there is no such tag handle: write the value without the tag"))?
    };
    if cursor.is_gap(0) { Ok(tag) } else { Err(cursor.error("a blank must follow a tag")) }
}

/// The tag that is written `!!str` or `!name`.
fn short(text: &str) -> Option<Tag> {
    match text[1..].split_once('!') {
        Some(("", suffix)) => Some(own(suffix)),
        Some((handle, _)) if handle.bytes().all(is_name) => None,
        _ => Some(Tag::Other),
    }
}

/// One of YAML's own tags.
fn own(suffix: &str) -> Tag {
    match suffix {
        "str" => Tag::Str,
        "int" => Tag::Int,
        "float" => Tag::Float,
        "bool" => Tag::Bool,
        "null" => Tag::Null,
        "binary" => Tag::Binary,
        "timestamp" => Tag::Timestamp,
        "merge" => Tag::Merge,
        _ => Tag::Other,
    }
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

const fn is_uri(byte: u8) -> bool {
    is_name(byte)
        || matches!(
            byte,
            b';' | b'/'
                | b'?'
                | b':'
                | b'@'
                | b'&'
                | b'='
                | b'+'
                | b'$'
                | b','
                | b'.'
                | b'%'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')'
                | b'['
                | b']'
        )
}
