//! Scalars in quotes.

use super::cursor::Cursor;
use super::gap::Gap;
use crate::syntax::yaml::error::SyntaxError;

/// The scalar whose opening quote stands at a byte of a text, and where it ends; none of one that is refused.
pub(crate) fn quoted_at(text: &str, at: usize) -> Option<(String, usize)> {
    let mut cursor = Cursor::new(text, at);
    let read = quoted(&mut cursor).ok()?;
    Some((read, cursor.at))
}

/// Reads the scalar whose opening quote stands here.
pub(super) fn quoted(cursor: &mut Cursor<'_>) -> Result<String, SyntaxError> {
    let opening = cursor.clone();
    let quote = cursor.byte(0);
    cursor.skip();
    let mut text = String::new();
    let mut gap = Gap::default();
    loop {
        if cursor.is_marker("---") || cursor.is_marker("...") {
            return Err(
                cursor.error("a line of a text in quotes cannot begin with `---` or `...`: indent it")
            );
        }
        if cursor.is_end() {
            return Err(opening.error("this quote is not closed before the document ends"));
        }
        gap.join(&mut text);
        let escaped_break = words(cursor, quote, &mut text)?;
        if cursor.byte(0) == quote && !escaped_break {
            cursor.skip();
            return Ok(text);
        }
        if escaped_break {
            gap.escaped_break();
        }
        gap.read(cursor, 0)?;
    }
}

/// Reads up to the next blank, line break or closing quote; whether a `\` at the end of a line ended it.
fn words(cursor: &mut Cursor<'_>, quote: Option<u8>, text: &mut String) -> Result<bool, SyntaxError> {
    while !cursor.is_gap(0) {
        match (cursor.byte(0), quote) {
            (Some(b'\''), Some(b'\'')) if cursor.byte(1) == Some(b'\'') => {
                text.push('\'');
                cursor.skip();
                cursor.skip();
            }
            (byte, _) if byte == quote => break,
            (Some(b'\\'), Some(b'"')) => {
                if cursor.break_length(1) > 0 {
                    cursor.skip();
                    cursor.take_break();
                    return Ok(true);
                }
                text.push(escape(cursor)?);
            }
            _ => {
                let start = cursor.at;
                let rest = cursor.text.as_bytes()[start..].iter();
                let plain =
                    rest.take_while(|byte| matches!(byte, b'!' | b'#'..=b'&' | b'('..=b'[' | b']'..=b'~'));
                match plain.count() {
                    0 => cursor.skip(),
                    count => cursor.skip_to(start + count),
                }
                text.push_str(&cursor.text[start..cursor.at]);
            }
        }
    }
    Ok(false)
}

/// The character that the escape here stands for.
fn escape(cursor: &mut Cursor<'_>) -> Result<char, SyntaxError> {
    let backslash = cursor.clone();
    let one = cursor.text[cursor.at + 1..].chars().next();
    let simple = match one {
        Some('0') => '\0',
        Some('a') => '\u{7}',
        Some('b') => '\u{8}',
        Some('t' | '\t') => '\t',
        Some('n') => '\n',
        Some('v') => '\u{b}',
        Some('f') => '\u{c}',
        Some('r') => '\r',
        Some('e') => '\u{1b}',
        Some(same @ (' ' | '"' | '\'' | '\\')) => same,
        Some('N') => '\u{85}',
        Some('_') => '\u{a0}',
        Some('L') => '\u{2028}',
        Some('P') => '\u{2029}',
        Some('x') => return code(cursor, 2),
        Some('u') => return code(cursor, 4),
        Some('U') => return code(cursor, 8),
        _ => {
            return Err(backslash.error(
                "`\\` begins an escape in double quotes, and this is none: write `\\\\`, or use single quotes",
            ));
        }
    };
    cursor.skip();
    cursor.skip();
    Ok(simple)
}

/// The character of so many hexadecimal digits behind the `\` and the letter here.
fn code(cursor: &mut Cursor<'_>, digits: usize) -> Result<char, SyntaxError> {
    let start = cursor.at + 2;
    let code = cursor.text.get(start..start + digits);
    let is_hexadecimal = |code: &&str| code.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(code) = code.filter(is_hexadecimal) else {
        return Err(cursor.error(&format!("this escape takes {digits} hexadecimal digits")));
    };
    let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or_else(|| {
        cursor.error("this escape names no character (half of a surrogate pair is none, in YAML): write the character itself, or `\\U` and eight digits")
    })?;
    cursor.skip_to(start + digits);
    Ok(character)
}
