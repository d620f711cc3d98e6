//! Lists and maps in brackets.

use super::{Composer, Content, Result};
use crate::syntax::yaml::error::SyntaxError;
use crate::syntax::yaml::scan::{Token, TokenKind};
use crate::syntax::yaml::state::{Expected, Inside, State};
use crate::syntax::yaml::wording::{ends_text, in_brackets};

impl Composer<'_, '_> {
    /// Passes by the comma in front of an entry in brackets; whether the collection ends instead.
    fn comma(&mut self, is_first: bool, inside: Inside) -> Result<bool> {
        let token = self.scanner.peek()?;
        if token.kind == inside.end() {
            let Token { start, end, .. } = self.scanner.take()?;
            self.close(start, end);
            return Ok(true);
        }
        if is_first {
            return Ok(false);
        }
        if token.kind != TokenKind::FlowEntry {
            return Err(self.unclosed(inside));
        }
        self.scanner.take()?;
        if self.scanner.peek()?.kind == inside.end() {
            return self.comma(true, inside);
        }
        Ok(false)
    }

    pub(super) fn flow_list(&mut self, is_first: bool) -> Result<()> {
        if self.comma(is_first, Inside::List)? {
            return Ok(());
        }
        self.states.push(State::FlowList(false));
        if self.scanner.peek()?.kind == TokenKind::Key {
            let start = self.scanner.take()?.start;
            return self.open(Content::Mapping, start, None, State::PairKey);
        }
        self.node(Expected::Flow)
    }

    /// The key of the one entry of `[key: value]`.
    pub(super) fn pair_key(&mut self) -> Result<()> {
        self.states.push(State::PairValue);
        let token = self.scanner.peek()?;
        let at = token.end;
        match token.kind {
            // Go's reader passes by the `:` of an entry without a key, and so do we.
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                self.scanner.take()?;
                self.absent(at);
                Ok(())
            }
            _ => self.node(Expected::Flow),
        }
    }

    pub(super) fn pair_value(&mut self) -> Result<()> {
        self.states.push(State::PairEnd);
        self.value_in_brackets(Inside::List)
    }

    pub(super) fn flow_key(&mut self, is_first: bool) -> Result<()> {
        if self.comma(is_first, Inside::Map)? {
            return Ok(());
        }
        if self.scanner.peek()?.kind != TokenKind::Key {
            self.states.push(State::NoFlowValue);
            return self.node(Expected::Flow);
        }
        let end = self.scanner.take()?.end;
        self.states.push(State::FlowValue);
        let next = &self.scanner.peek()?.kind;
        let is_absent = matches!(next, TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd);
        self.node_unless(is_absent, end, Expected::Flow)
    }

    pub(super) fn flow_value(&mut self) -> Result<()> {
        self.states.push(State::FlowKey(false));
        self.value_in_brackets(Inside::Map)
    }

    fn value_in_brackets(&mut self, inside: Inside) -> Result<()> {
        self.value(|next| *next == TokenKind::FlowEntry || *next == inside.end(), Expected::Flow)
    }

    /// The error of a token that is neither an entry in these brackets nor their end.
    pub(super) fn unclosed(&mut self, inside: Inside) -> SyntaxError {
        let (at, kind) = match self.scanner.peek() {
            Ok(token) => (token.start, token.kind.clone()),
            Err(error) => return error,
        };
        let at = if ends_text(&kind) {
            self.open.last().map_or(at, |open| self.nodes[*open].span.start as usize - self.offset)
        } else {
            at
        };
        self.error(at, &in_brackets(&kind, inside))
    }
}
