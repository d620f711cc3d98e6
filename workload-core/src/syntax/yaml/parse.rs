//! From a part of a stream to the tree of its document.

use super::compose::compose;
use super::error::SyntaxError;
use super::marker::beginning;
use super::plain;
use super::scan::{Scanner, TokenKind};
use super::tree::Tree;
use crate::syntax::text::Span;

/// The document of a part, or why there is none.
pub(super) struct Parsed<'t> {
    /// The tree; none where nothing but comments stands.
    pub(super) tree: Result<Option<Tree<'t>>, SyntaxError>,
    /// The text behind the document, which kubectl does not read.
    pub(super) dropped: Option<Span>,
    /// What kubectl has against it, and other readers have not.
    pub(super) refused: Option<SyntaxError>,
}

/// Parses `text`, which begins at the byte `offset` of its source, and is the first part of its stream or not:
/// the short way where it will do.
pub(super) fn parse(text: &str, offset: usize, is_first: bool) -> Parsed<'_> {
    match plain::parse(text, offset) {
        Some(tree) => Parsed { tree: Ok(Some(tree)), dropped: None, refused: None },
        None => parse_whole(text, offset, is_first),
    }
}

/// Parses `text` with the whole parser.
pub(super) fn parse_whole(text: &str, offset: usize, is_first: bool) -> Parsed<'_> {
    let beginning = match beginning(text, offset, is_first) {
        Ok(beginning) => beginning,
        Err(error) => return Parsed { tree: Err(error), dropped: None, refused: None },
    };
    let (tree, rest) = match read(text, offset, beginning.start) {
        Ok((tree, rest)) => (Ok(tree), rest),
        Err(error) => (Err(error), text.len()),
    };
    let dropped = dropped(text, rest).map(|start| Span::of(offset + start..offset + text.trim_end().len()));
    Parsed { tree, dropped, refused: beginning.refused }
}

/// The document, and where the reader stops.
fn read(text: &str, offset: usize, start: usize) -> Result<(Option<Tree<'_>>, usize), SyntaxError> {
    if let Some(at) = unprintable(text) {
        let message = "YAML takes no control character: in double quotes write it as `\\x` and two digits";
        return Err(SyntaxError { message: message.to_owned(), span: Span::of(offset + at..offset + at) });
    }
    let within = |mut error: SyntaxError| {
        // The scanner counts from the part's first byte.
        error.span = Span::of(offset + error.span.start as usize..offset + error.span.end as usize);
        error
    };
    let mut scanner = Scanner::new(text, start);
    // A node takes some ten bytes of text; growing twice is cheaper than too much room.
    let tree = compose(&mut scanner, offset, (text.len() - start) / 10).map_err(within)?;
    let next = scanner.peek().map_err(within)?;
    let rest = match next.kind {
        TokenKind::DocumentEnd => next.end,
        _ => next.start,
    };
    Ok((tree, rest))
}

/// The first character that YAML does not take.
fn unprintable(text: &str) -> Option<usize> {
    let is_printable = |one: char| matches!(one, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.find(|one| !is_printable(one))
}

/// Where something begins behind the end of a document that is neither blank nor comment. What
/// stands on the line of a `...` is nothing.
fn dropped(text: &str, rest: usize) -> Option<usize> {
    let is_marked = text[..rest].ends_with("...");
    let mut at = rest;
    for (number, line) in text[rest..].split_inclusive(['\n', '\r']).enumerate() {
        let words = line.trim();
        let is_empty = words.is_empty() || words.starts_with(['#', '%']) || words == "..." || words == "---";
        let is_passed_by = is_empty || (is_marked && number == 0);
        if !is_passed_by {
            return Some(at + (line.len() - line.trim_start().len()));
        }
        at += line.len();
    }
    None
}
