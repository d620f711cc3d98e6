//! Literal and folded blocks: `|` and `>`.

use super::cursor::Cursor;
use crate::syntax::yaml::error::SyntaxError;

/// A block and where its text stands.
pub(super) struct Block {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What happens to the breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

/// Reads the block whose `|` or `>` stands here; `parent` is the column of what holds it, if
/// anything does.
pub(super) fn block(cursor: &mut Cursor<'_>, parent: Option<usize>) -> Result<Block, SyntaxError> {
    let is_literal = cursor.byte(0) == Some(b'|');
    cursor.skip();
    let (chomping, increment) = header(cursor)?;
    let mut indent = increment.map_or(0, |increment| parent.unwrap_or(0) + increment);
    let mut text = String::new();
    let mut breaks = String::new();
    let mut end = cursor.at;
    indented(cursor, &mut indent, parent, &mut breaks, &mut end)?;
    let start = cursor.at;
    let (mut last_break, mut was_blank) = (None, false);
    while cursor.column == indent && !cursor.is_end() {
        let is_blank = cursor.is_blank(0);
        match last_break.take() {
            Some('\n') if !is_literal && !was_blank && !is_blank => {
                if breaks.is_empty() {
                    text.push(' ');
                }
            }
            other => text.extend(other),
        }
        text.push_str(&breaks);
        breaks.clear();
        was_blank = is_blank;
        let from = cursor.at;
        cursor.skip_line();
        text.push_str(&cursor.text[from..cursor.at]);
        last_break = cursor.line_end();
        end = cursor.at;
        indented(cursor, &mut indent, parent, &mut breaks, &mut end)?;
    }
    if chomping != Chomping::Strip {
        text.extend(last_break);
    }
    if chomping == Chomping::Keep {
        text.push_str(&breaks);
    }
    Ok(Block { text, start: start.min(end), end })
}

/// Reads the rest of the line: how breaks at the end are treated, and how deep the text stands.
fn header(cursor: &mut Cursor<'_>) -> Result<(Chomping, Option<usize>), SyntaxError> {
    let (mut chomping, mut increment) = (None, None);
    loop {
        match cursor.byte(0) {
            Some(sign @ (b'+' | b'-')) if chomping.is_none() => {
                chomping = Some(if sign == b'+' { Chomping::Keep } else { Chomping::Strip });
            }
            Some(b'0') if increment.is_none() => {
                return Err(cursor.error("the text of a block is indented by 1 to 9 blanks, not by 0"));
            }
            Some(digit @ b'1'..=b'9') if increment.is_none() => increment = Some(usize::from(digit - b'0')),
            _ => break,
        }
        cursor.skip();
    }
    while cursor.is_blank(0) {
        cursor.skip();
    }
    if cursor.byte(0) == Some(b'#') {
        cursor.skip_line();
    }
    if !cursor.is_end() && !cursor.is_break() {
        return Err(cursor.error("the text of a block begins on the line below `|` or `>`"));
    }
    cursor.line_end();
    Ok((chomping.unwrap_or(Chomping::Clip), increment))
}

/// Reads blank lines and the indentation of the next; finds out how deep the text stands when
/// that is not known.
fn indented(
    cursor: &mut Cursor<'_>,
    indent: &mut usize,
    parent: Option<usize>,
    breaks: &mut String,
    end: &mut usize,
) -> Result<(), SyntaxError> {
    let mut deepest = 0;
    loop {
        while (*indent == 0 || cursor.column < *indent) && cursor.byte(0) == Some(b' ') {
            cursor.skip();
        }
        deepest = deepest.max(cursor.column);
        if (*indent == 0 || cursor.column < *indent) && cursor.byte(0) == Some(b'\t') {
            return Err(cursor.error("a tab stands where a block is indented: write blanks"));
        }
        let Some(one) = cursor.line_end() else { break };
        breaks.push(one);
        *end = cursor.at;
    }
    if *indent == 0 {
        *indent = deepest.max(parent.map_or(0, |parent| parent + 1)).max(1);
    }
    Ok(())
}
