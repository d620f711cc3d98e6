//! Which token comes next.

use std::collections::VecDeque;

use super::bare::bare;
use super::block::block;
use super::cursor::Cursor;
use super::keys::{Candidate, Candidates};
use super::properties::{directive, name, tag};
use super::quoted::quoted;
use super::token::{Token, TokenKind};
use crate::syntax::yaml::error::SyntaxError;

type Result<T> = std::result::Result<T, SyntaxError>;

/// Gives the tokens of a text, one after the other.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    cursor: Cursor<'t>,
    /// The tokens that are known and not taken yet.
    tokens: VecDeque<Token<'t>>,
    /// Number of tokens that were taken.
    taken: usize,
    /// How many brackets are open.
    flow: usize,
    /// The column of the block collection under way; none outside of all.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    candidates: Candidates,
    /// Whether a key may begin here.
    key_allowed: bool,
    /// Where comments stand.
    pub(crate) comments: Vec<std::ops::Range<usize>>,
}

impl<'t> Scanner<'t> {
    /// Scans `text` from the byte `start` on, where a line begins.
    pub(crate) fn new(text: &'t str, start: usize) -> Self {
        Self {
            cursor: Cursor::new(text, start),
            tokens: VecDeque::new(),
            taken: 0,
            flow: 0,
            indent: None,
            indents: Vec::new(),
            candidates: Candidates::new(),
            key_allowed: true,
            comments: Vec::new(),
        }
    }

    /// The next token. Behind the last one there is nothing more to ask for.
    pub(crate) fn peek(&mut self) -> Result<&Token<'t>> {
        while self.tokens.is_empty() || self.candidates.may_be(self.taken, &self.cursor)? {
            self.fetch()?;
        }
        self.tokens.front().ok_or_else(|| self.cursor.error("nothing follows"))
    }

    /// Takes the next token.
    pub(crate) fn take(&mut self) -> Result<Token<'t>> {
        self.peek()?;
        self.taken += 1;
        self.tokens.pop_front().ok_or_else(|| self.cursor.error("nothing follows"))
    }

    /// Finds the next token, or several.
    fn fetch(&mut self) -> Result<()> {
        self.skip_to_token();
        self.unindent(Some(self.cursor.column));
        if self.cursor.is_end() {
            return self.end();
        }
        if self.cursor.column == 0 && self.cursor.byte(0) == Some(b'%') {
            let opening = self.cursor.clone();
            directive(&mut self.cursor)?;
            self.cursor = opening;
            self.part(TokenKind::Directive, 1)?;
            self.cursor.skip_line();
            return Ok(());
        }
        for (marker, kind) in [("---", TokenKind::DocumentStart), ("...", TokenKind::DocumentEnd)] {
            if self.cursor.is_marker(marker) {
                return self.part(kind, 3);
            }
        }
        let in_flow = self.flow > 0;
        match self.cursor.byte(0) {
            Some(b'[') => self.open(TokenKind::FlowSequence),
            Some(b'{') => self.open(TokenKind::FlowMapping),
            Some(b']') => self.close(TokenKind::FlowSequenceEnd),
            Some(b'}') => self.close(TokenKind::FlowMappingEnd),
            Some(b',') => self.flow_entry(),
            Some(b'-') if self.cursor.is_gap(1) => self.block_entry(),
            Some(b'?') if in_flow || self.cursor.is_gap(1) => self.key(),
            Some(b':') if in_flow || self.cursor.is_gap(1) => self.value(),
            Some(b'*' | b'&' | b'!') => self.property(),
            Some(b'|' | b'>') if !in_flow => self.block(),
            Some(b'\'' | b'"') => self.quoted(),
            _ => self.bare(),
        }
    }

    /// Passes by blanks, comments and line ends. A tab is a blank only where no key may begin.
    fn skip_to_token(&mut self) {
        loop {
            let tabs = self.flow > 0 || !self.key_allowed;
            while self.cursor.byte(0) == Some(b' ') || (tabs && self.cursor.byte(0) == Some(b'\t')) {
                self.cursor.skip();
            }
            if self.cursor.byte(0) == Some(b'#') {
                let start = self.cursor.at;
                self.cursor.skip_line();
                self.comments.push(start..self.cursor.at);
            }
            if !self.cursor.is_break() {
                return;
            }
            self.cursor.take_break();
            self.key_allowed |= self.flow == 0;
        }
    }

    fn push(&mut self, kind: TokenKind<'t>, start: usize) {
        self.tokens.push_back(Token { kind, start, end: self.cursor.at });
    }

    /// A token of so many bytes.
    fn sign(&mut self, kind: TokenKind<'t>, length: usize) {
        let start = self.cursor.at;
        self.cursor.skip_to(start + length);
        self.push(kind, start);
    }

    /// The end of the text, which ends the last line, and with it whatever may have been a key.
    fn end(&mut self) -> Result<()> {
        self.cursor.line += 1;
        self.cursor.column = 0;
        self.unindent(None);
        self.candidates.forget()?;
        self.key_allowed = false;
        self.push(TokenKind::StreamEnd, self.cursor.at);
        Ok(())
    }

    /// What parts documents: every collection ends before it.
    fn part(&mut self, kind: TokenKind<'t>, length: usize) -> Result<()> {
        self.unindent(None);
        self.candidates.forget()?;
        self.key_allowed = false;
        self.sign(kind, length);
        Ok(())
    }

    fn open(&mut self, kind: TokenKind<'t>) -> Result<()> {
        self.may_begin_key()?;
        self.candidates.open();
        self.flow += 1;
        self.key_allowed = true;
        self.sign(kind, 1);
        Ok(())
    }

    fn close(&mut self, kind: TokenKind<'t>) -> Result<()> {
        self.candidates.forget()?;
        self.candidates.close();
        self.flow = self.flow.saturating_sub(1);
        self.key_allowed = false;
        self.sign(kind, 1);
        Ok(())
    }

    fn flow_entry(&mut self) -> Result<()> {
        self.candidates.forget()?;
        self.key_allowed = true;
        self.sign(TokenKind::FlowEntry, 1);
        Ok(())
    }

    fn block_entry(&mut self) -> Result<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(self
                    .cursor
                    .error("no list can begin here: put `- ` on a line of its own, indented below its key"));
            }
            self.indent_to(self.cursor.column, None, TokenKind::BlockSequence);
        }
        self.candidates.forget()?;
        self.key_allowed = true;
        self.sign(TokenKind::BlockEntry, 1);
        Ok(())
    }

    fn key(&mut self) -> Result<()> {
        if self.flow == 0 {
            if !self.key_allowed {
                return Err(self.cursor.error("no key can begin here: put it on a line of its own"));
            }
            self.indent_to(self.cursor.column, None, TokenKind::BlockMapping);
        }
        self.candidates.forget()?;
        self.key_allowed = self.flow == 0;
        self.sign(TokenKind::Key, 1);
        Ok(())
    }

    fn value(&mut self) -> Result<()> {
        if let Some(candidate) = self.candidates.take(&self.cursor)? {
            let place = candidate.token - self.taken;
            let key = Token { kind: TokenKind::Key, start: candidate.start, end: candidate.start };
            self.tokens.insert(place, key);
            self.indent_to(candidate.column, Some((place, candidate.start)), TokenKind::BlockMapping);
            self.key_allowed = false;
        } else {
            if self.flow == 0 {
                if !self.key_allowed {
                    return Err(self.cursor.error(
                        "`: ` begins a value, and none can begin here: quote the text if it holds `: `, or mend \
                         the indentation",
                    ));
                }
                self.indent_to(self.cursor.column, None, TokenKind::BlockMapping);
            }
            self.key_allowed = self.flow == 0;
        }
        self.sign(TokenKind::Value, 1);
        Ok(())
    }

    fn property(&mut self) -> Result<()> {
        self.may_begin_key()?;
        self.key_allowed = false;
        let start = self.cursor.at;
        let kind = match self.cursor.byte(0) {
            Some(b'*') => TokenKind::Alias(name(&mut self.cursor)?),
            Some(b'&') => TokenKind::Anchor(name(&mut self.cursor)?),
            _ => TokenKind::Tag(tag(&mut self.cursor)?),
        };
        self.push(kind, start);
        Ok(())
    }

    fn block(&mut self) -> Result<()> {
        self.candidates.forget()?;
        self.key_allowed = true;
        let read = block(&mut self.cursor, self.indent)?;
        let kind = TokenKind::Scalar(read.text.into(), false);
        self.tokens.push_back(Token { kind, start: read.start, end: read.end });
        Ok(())
    }

    fn quoted(&mut self) -> Result<()> {
        self.may_begin_key()?;
        self.key_allowed = false;
        let start = self.cursor.at;
        let text = quoted(&mut self.cursor)?;
        self.push(TokenKind::Scalar(text.into(), false), start);
        Ok(())
    }

    fn bare(&mut self) -> Result<()> {
        let first = self.cursor.text[self.cursor.at..].chars().next().unwrap_or_default();
        let begins = match first {
            '-' => !self.cursor.is_blank(1),
            '?' | ':' => self.flow == 0 && !self.cursor.is_gap(1),
            '\t' => return Err(self.cursor.error("a tab does not indent YAML: write blanks")),
            _ => !",[]{}#&*!|>'\"%@`".contains(first),
        };
        if !begins {
            let message = format!("no value begins with `{}`: put it in quotes", first.escape_default());
            return Err(self.cursor.error(&message));
        }
        self.may_begin_key()?;
        self.key_allowed = false;
        let start = self.cursor.at;
        let indent = self.indent.map_or(0, |indent| indent + 1);
        let read = bare(&mut self.cursor, indent, self.flow > 0)?;
        self.key_allowed |= read.is_broken;
        self.tokens.push_back(Token { kind: TokenKind::Scalar(read.text, true), start, end: read.end });
        Ok(())
    }

    /// Notes that what begins here may be a key, if one may begin.
    fn may_begin_key(&mut self) -> Result<()> {
        if self.key_allowed {
            self.candidates.forget()?;
            let is_required = self.flow == 0 && self.indent == Some(self.cursor.column);
            let token = self.taken + self.tokens.len();
            self.candidates.set(Candidate::new(&self.cursor, token, is_required));
        }
        Ok(())
    }

    /// Opens a block collection at `column`, if none is open there; `place` is where its token goes, and
    /// where it stands.
    fn indent_to(&mut self, column: usize, place: Option<(usize, usize)>, kind: TokenKind<'t>) {
        if self.flow > 0 || self.indent.is_some_and(|indent| indent >= column) {
            return;
        }
        self.indents.push(self.indent);
        self.indent = Some(column);
        let (place, start) = place.unwrap_or((self.tokens.len(), self.cursor.at));
        self.tokens.insert(place, Token { kind, start, end: start });
    }

    /// Closes the block collections deeper than `column`.
    fn unindent(&mut self, column: Option<usize>) {
        while self.flow == 0 && self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.at);
            self.indent = self.indents.pop().flatten();
        }
    }
}
