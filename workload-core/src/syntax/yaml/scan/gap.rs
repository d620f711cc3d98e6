//! Blanks and line breaks inside a scalar, and what they become.

use super::cursor::Cursor;
use crate::syntax::yaml::error::SyntaxError;

/// The blanks and breaks between two words.
#[derive(Debug, Default)]
pub(super) struct Gap {
    blanks: String,
    first_break: Option<char>,
    more_breaks: String,
}

impl Gap {
    /// Whether a line ended in it.
    pub(super) const fn is_broken(&self) -> bool {
        self.first_break.is_some()
    }

    /// A gap that begins with a break that was passed by: `\` at the end of a line.
    pub(super) fn escaped_break(&mut self) {
        self.blanks.clear();
        self.first_break = Some('\0');
    }

    /// Reads all blanks and breaks that are here. In a bare text a tab may not stand in front of
    /// the column `indent`.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'_>, indent: usize) -> Result<(), SyntaxError> {
        loop {
            if cursor.is_blank(0) {
                let is_tab = cursor.byte(0) == Some(b'\t');
                if is_tab && self.is_broken() && cursor.column < indent {
                    return Err(cursor.error("a tab does not indent YAML: write blanks"));
                }
                if !self.is_broken() {
                    self.blanks.push(if is_tab { '\t' } else { ' ' });
                }
                cursor.skip();
            } else if cursor.is_break() {
                let one = cursor.take_break();
                if self.is_broken() {
                    self.more_breaks.push(one);
                } else {
                    self.blanks.clear();
                    self.first_break = Some(one);
                }
            } else {
                return Ok(());
            }
        }
    }

    /// Adds what the gap stands for, and forgets it: one break is a blank, more are all but one.
    pub(super) fn join(&mut self, text: &mut String) {
        match self.first_break.take() {
            None => text.push_str(&self.blanks),
            Some('\n') if self.more_breaks.is_empty() => text.push(' '),
            Some('\n' | '\0') => text.push_str(&self.more_breaks),
            Some(one) => {
                text.push(one);
                text.push_str(&self.more_breaks);
            }
        }
        self.blanks.clear();
        self.more_breaks.clear();
    }
}
