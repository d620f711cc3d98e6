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
        if !is_escaped(&rest[..length]) {
            return Err(opening.error("two hexadecimal digits must follow each `%` of a tag"));
        }
        short(&rest[..length])
            .ok_or_else(|| opening.error("there is no such tag handle: write the value without the tag"))?
    };
    if cursor.is_gap(0) { Ok(tag) } else { Err(cursor.error("a blank must follow a tag")) }
}

/// Passes by the directive here: `%YAML 1.1`, or `%TAG ! prefix`.
pub(super) fn directive(cursor: &mut Cursor<'_>) -> Result<(), SyntaxError> {
    let opening = cursor.clone();
    cursor.skip_line();
    let line = &cursor.text[opening.at..cursor.at];
    let line = line.find(" #").map_or(line, |comment| &line[..comment]);
    let words: Vec<_> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    let is_number =
        |text: &str| (1..10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_known = match words[..] {
        // YAML of another version is refused where it begins a document, and passed by behind one.
        ["%YAML", version] => {
            version.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
        }
        ["%TAG", handle, prefix] => {
            let is_handle = handle == "!" || (handle.starts_with('!') && handle.ends_with('!'));
            is_handle && handle.trim_matches('!').bytes().all(is_name) && prefix.bytes().all(is_uri)
        }
        _ => false,
    };
    if is_known {
        Ok(())
    } else {
        Err(opening.error("no line can begin with `%` here: indent it, or put the text in quotes"))
    }
}

/// Whether every `%` begins an escape.
fn is_escaped(uri: &str) -> bool {
    let is_hexadecimal = |code: &str| code.bytes().all(|byte| byte.is_ascii_hexdigit());
    uri.split('%').skip(1).all(|rest| rest.get(..2).is_some_and(is_hexadecimal))
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
