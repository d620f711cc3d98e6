//! Places where a key may have begun, until its `:` is found or cannot come any more.

use super::cursor::{Cursor, error};
use crate::syntax::yaml::error::SyntaxError;

/// How many characters a key may have.
const LONGEST: usize = 1024;

/// Where a key may have begun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Whether nothing but a key can stand there.
    pub(super) is_required: bool,
    /// The number of its token.
    pub(super) token: usize,
    /// Its first byte.
    pub(super) start: usize,
    /// Its column.
    pub(super) column: usize,
    line: usize,
    index: usize,
}

impl Candidate {
    /// A key that may begin here.
    pub(super) const fn new(cursor: &Cursor<'_>, token: usize, is_required: bool) -> Self {
        let Cursor { at, column, line, index, .. } = *cursor;
        Self { is_required, token, start: at, column, line, index }
    }

    /// Whether its `:` may still come: on the same line, and soon.
    fn is_open(&self, cursor: &Cursor<'_>) -> bool {
        self.line == cursor.line && cursor.index <= self.index + LONGEST
    }

    fn missing(&self) -> SyntaxError {
        error(self.start, "this is no `key: value`: the `: ` is missing")
    }
}

/// The candidates, one for each collection that is open.
#[derive(Debug)]
pub(super) struct Candidates(Vec<Option<Candidate>>);

impl Candidates {
    pub(super) fn new() -> Self {
        Self(vec![None])
    }

    /// A collection in brackets opens.
    pub(super) fn open(&mut self) {
        self.0.push(None);
    }

    /// The innermost collection in brackets closes.
    pub(super) fn close(&mut self) {
        if self.0.len() > 1 {
            self.0.pop();
        }
    }

    /// Notes one in the innermost collection.
    pub(super) fn set(&mut self, candidate: Candidate) {
        if let Some(last) = self.0.last_mut() {
            *last = Some(candidate);
        }
    }

    /// Forgets the one of the innermost collection, where no `:` can follow it any more.
    pub(super) fn forget(&mut self) -> Result<(), SyntaxError> {
        match self.0.last_mut().and_then(Option::take) {
            Some(candidate) if candidate.is_required => Err(candidate.missing()),
            _ => Ok(()),
        }
    }

    /// The one of the innermost collection, whose `:` is here.
    pub(super) fn take(&mut self, cursor: &Cursor<'_>) -> Result<Option<Candidate>, SyntaxError> {
        match self.0.last_mut().and_then(Option::take) {
            Some(candidate) if candidate.is_open(cursor) => Ok(Some(candidate)),
            Some(candidate) if candidate.is_required => Err(candidate.missing()),
            _ => Ok(None),
        }
    }

    /// Whether the token of that number may still turn out to begin a key.
    pub(super) fn may_be(&mut self, token: usize, cursor: &Cursor<'_>) -> Result<bool, SyntaxError> {
        let Some(place) = self.0.iter_mut().find(|place| place.is_some_and(|one| one.token == token)) else {
            return Ok(false);
        };
        match *place {
            Some(candidate) if candidate.is_open(cursor) => Ok(true),
            Some(candidate) if candidate.is_required => Err(candidate.missing()),
            _ => {
                *place = None;
                Ok(false)
            }
        }
    }
}
