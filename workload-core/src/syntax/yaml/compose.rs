//! From tokens to the [`Tree`] of one document.

mod brackets;

use std::borrow::Cow;
use std::collections::HashMap;

use super::error::SyntaxError;
use super::node::{Content, Node, NodeId};
use super::scalar::Tag;
use super::scan::{Scanner, Token, TokenKind};
use super::state::{Expected, State};
use super::tree::Tree;
use super::wording::no_value;
use crate::syntax::text::Span;

/// How deep collections may stand in one another.
const DEEPEST: usize = 250;

/// A value that is not there.
const ABSENT: &str = "~";

type Result<T> = std::result::Result<T, SyntaxError>;

/// Reads the one document that the scanner comes to; none where there is nothing. The scanner's text begins
/// at the byte `offset` of the source, which the nodes' places count in; those of errors do not.
pub(super) fn compose<'t>(scanner: &mut Scanner<'t>, offset: usize, room: usize) -> Result<Option<Tree<'t>>> {
    let mut has_directive = false;
    while let TokenKind::Directive(is_known) = scanner.peek()?.kind {
        let Token { start, end, .. } = scanner.take()?;
        if !is_known {
            let message = "the server reads YAML 1.1 only: remove the %YAML directive".to_owned();
            return Err(SyntaxError { message, span: Span::of(start..end) });
        }
        has_directive = true;
    }
    let token = scanner.peek()?;
    if token.kind == TokenKind::DocumentStart {
        scanner.take()?;
    } else if has_directive {
        let span = Span::of(token.start..token.start);
        let message = "a `---` line must follow `%YAML` and `%TAG`: remove them".to_owned();
        return Err(SyntaxError { message, span });
    }
    if matches!(scanner.peek()?.kind, TokenKind::StreamEnd | TokenKind::DocumentStart) {
        return Ok(None);
    }
    let mut composer = Composer::new(scanner, offset, room);
    composer.node(Expected::Block)?;
    while let Some(state) = composer.states.pop() {
        composer.step(state)?;
    }
    Ok(Some(Tree { nodes: composer.nodes, ..Tree::default() }))
}

struct Composer<'s, 't> {
    scanner: &'s mut Scanner<'t>,
    offset: usize,
    nodes: Vec<Node<'t>>,
    /// The collections that are open, outermost first.
    open: Vec<usize>,
    /// What comes after the node under way.
    states: Vec<State>,
    anchors: HashMap<&'t str, NodeId>,
}

impl<'s, 't> Composer<'s, 't> {
    fn new(scanner: &'s mut Scanner<'t>, offset: usize, room: usize) -> Self {
        let nodes = Vec::with_capacity(room);
        Self { scanner, offset, nodes, open: Vec::new(), states: Vec::new(), anchors: HashMap::new() }
    }

    /// Goes on with a collection.
    fn step(&mut self, state: State) -> Result<()> {
        match state {
            State::List => self.list(),
            State::FlatList => self.flat_list(),
            State::MapKey => self.map_key(),
            State::MapValue => self.map_value(),
            State::FlowList(is_first) => self.flow_list(is_first),
            State::PairKey => self.pair_key(),
            State::PairValue => self.pair_value(),
            State::PairEnd => {
                let end = self.scanner.peek()?.start;
                self.close(end, end);
                Ok(())
            }
            State::FlowKey(is_first) => self.flow_key(is_first),
            State::FlowValue => self.flow_value(),
            State::NoFlowValue => {
                let at = self.scanner.peek()?.start;
                self.states.push(State::FlowKey(false));
                self.absent(at);
                Ok(())
            }
        }
    }

    /// A node with what may stand in front of it.
    fn node(&mut self, expected: Expected) -> Result<()> {
        let (mut anchor, mut tag) = (None, None);
        let token = loop {
            let kind = &self.scanner.peek()?.kind;
            match kind {
                TokenKind::Anchor(_) if anchor.is_none() => {
                    if let Token { kind: TokenKind::Anchor(name), end, .. } = self.scanner.take()? {
                        anchor = Some((name, end));
                    }
                }
                TokenKind::Tag(_) if tag.is_none() => {
                    if let Token { kind: TokenKind::Tag(found), end, .. } = self.scanner.take()? {
                        tag = Some((found, end));
                    }
                }
                _ => break self.scanner.peek()?,
            }
        };
        let has_properties = anchor.is_some() || tag.is_some();
        let (start, is_block) = (token.start, expected != Expected::Flow);
        if let (TokenKind::Alias(name), false) = (&token.kind, has_properties) {
            let name = *name;
            return self.alias(name);
        }
        let is_node = match &token.kind {
            TokenKind::Scalar(..) | TokenKind::FlowSequence | TokenKind::FlowMapping => true,
            TokenKind::BlockSequence | TokenKind::BlockMapping => is_block,
            TokenKind::BlockEntry => expected == Expected::BlockOrFlatList,
            _ => false,
        };
        if !is_node && !has_properties {
            return Err(self.unexpected());
        }
        if let Some((name, _)) = anchor {
            self.anchors.insert(name, NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)));
        }
        if is_node {
            return self.content(start, tag.map(|(tag, _)| tag));
        }
        let at = [anchor.map(|(_, end)| end), tag.as_ref().map(|(_, end)| *end)].into_iter().flatten().max();
        let at = at.unwrap_or(start);
        // What has a tag is the empty text; only what is bare is nothing.
        let text = if tag.is_some() { "" } else { ABSENT };
        self.push(Content::Scalar(Cow::Borrowed(text)), at..at, true, tag.map(|(tag, _)| tag));
        Ok(())
    }

    /// The scalar that is next, or the beginning of the collection.
    fn content(&mut self, start: usize, tag: Option<Tag>) -> Result<()> {
        // The first dash of a list that is not indented is its own token.
        if self.scanner.peek()?.kind == TokenKind::BlockEntry {
            return self.open(Content::Sequence, start, tag, State::FlatList);
        }
        let token = self.scanner.take()?;
        match token.kind {
            TokenKind::BlockSequence => self.open(Content::Sequence, start, tag, State::List),
            TokenKind::BlockMapping => self.open(Content::Mapping, start, tag, State::MapKey),
            TokenKind::FlowSequence => self.open(Content::Sequence, start, tag, State::FlowList(true)),
            TokenKind::FlowMapping => self.open(Content::Mapping, start, tag, State::FlowKey(true)),
            TokenKind::Scalar(text, plain) => {
                self.push(Content::Scalar(text), start..token.end, plain, tag);
                Ok(())
            }
            _ => Err(self.unexpected()),
        }
    }

    fn open(&mut self, content: Content<'t>, start: usize, tag: Option<Tag>, state: State) -> Result<()> {
        if self.open.len() >= DEEPEST {
            return Err(
                self.error(start, &format!("collections stand more than {DEEPEST} deep in one another"))
            );
        }
        self.open.push(self.nodes.len());
        self.push(content, start..start, false, tag);
        self.states.push(state);
        Ok(())
    }

    /// Ends the innermost collection: its text reaches to its bracket, or to the end of its last child.
    fn close(&mut self, start: usize, end: usize) {
        let Some(number) = self.open.pop() else { return };
        let after = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let last = self.nodes.last().map_or(0, |last| last.span.end);
        let bracket = Span::of(self.offset + start..self.offset + end);
        let node = &mut self.nodes[number];
        node.end = after;
        node.span.end = if start < end { bracket.end } else { last.max(node.span.start) };
    }

    fn push(&mut self, content: Content<'t>, range: std::ops::Range<usize>, plain: bool, tag: Option<Tag>) {
        let end = u32::try_from(self.nodes.len() + 1).unwrap_or(u32::MAX);
        let span = Span::of(self.offset + range.start..self.offset + range.end);
        self.nodes.push(Node { content, span, end, plain, tag });
    }

    fn absent(&mut self, at: usize) {
        self.push(Content::Scalar(Cow::Borrowed(ABSENT)), at..at, true, None);
    }

    fn alias(&mut self, name: &'t str) -> Result<()> {
        let Token { start, end, .. } = self.scanner.take()?;
        match self.anchors.get(name).copied() {
            Some(target) if !self.open.contains(&target.index()) => {
                self.push(Content::Alias(target), start..end, false, None);
                Ok(())
            }
            Some(_) => {
                let message = "this alias stands inside its own anchor: the value would contain itself";
                Err(self.error_over(start, end, message))
            }
            None => Err(self.error_over(start, end, "this alias has no anchor before it")),
        }
    }

    fn list(&mut self) -> Result<()> {
        let token = self.scanner.take()?;
        match token.kind {
            TokenKind::BlockEntry => {
                self.states.push(State::List);
                let is_absent =
                    matches!(self.scanner.peek()?.kind, TokenKind::BlockEntry | TokenKind::BlockEnd);
                self.node_unless(is_absent, token.end, Expected::Block)
            }
            TokenKind::BlockEnd => {
                self.close(token.start, token.start);
                Ok(())
            }
            _ => Err(self.error(
                token.start,
                "this line belongs to no list: begin it with `- `, or indent it as the lines around it",
            )),
        }
    }

    fn flat_list(&mut self) -> Result<()> {
        if self.scanner.peek()?.kind != TokenKind::BlockEntry {
            self.close(0, 0);
            return Ok(());
        }
        let token = self.scanner.take()?;
        self.states.push(State::FlatList);
        let is_absent = matches!(
            self.scanner.peek()?.kind,
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
        );
        self.node_unless(is_absent, token.end, Expected::Block)
    }

    fn map_key(&mut self) -> Result<()> {
        let token = self.scanner.take()?;
        match token.kind {
            TokenKind::Key => {
                self.states.push(State::MapValue);
                let is_absent = ends_entry(&self.scanner.peek()?.kind);
                self.node_unless(is_absent, token.end, Expected::BlockOrFlatList)
            }
            TokenKind::BlockEnd => {
                self.close(token.start, token.start);
                Ok(())
            }
            _ => {
                Err(self
                    .error(token.start, "this line belongs to no map: indent it as the keys beside it are"))
            }
        }
    }

    fn map_value(&mut self) -> Result<()> {
        self.states.push(State::MapKey);
        self.value(ends_entry, Expected::BlockOrFlatList)
    }

    /// The value behind a `:`, which is absent where there is none, or where the next token `ends` the entry.
    fn value(&mut self, ends: impl Fn(&TokenKind<'_>) -> bool, expected: Expected) -> Result<()> {
        let token = self.scanner.peek()?;
        if token.kind != TokenKind::Value {
            let at = token.start;
            self.absent(at);
            return Ok(());
        }
        let end = self.scanner.take()?.end;
        let is_absent = ends(&self.scanner.peek()?.kind);
        self.node_unless(is_absent, end, expected)
    }

    fn node_unless(&mut self, is_absent: bool, at: usize, expected: Expected) -> Result<()> {
        if is_absent {
            self.absent(at);
            return Ok(());
        }
        self.node(expected)
    }

    /// The error of a token where a value should be.
    fn unexpected(&mut self) -> SyntaxError {
        match self.states.last().and_then(|state| state.inside()) {
            Some(inside) => self.unclosed(inside),
            None => match self.scanner.peek() {
                Ok(token) => {
                    let (at, message) = (token.start, no_value(&token.kind));
                    self.error(at, message)
                }
                Err(error) => error,
            },
        }
    }

    fn error(&self, at: usize, message: &str) -> SyntaxError {
        self.error_over(at, at, message)
    }

    fn error_over(&self, start: usize, end: usize, message: &str) -> SyntaxError {
        SyntaxError { message: message.to_owned(), span: Span::of(start..end) }
    }
}

/// Whether a token ends an entry of a map of lines.
fn ends_entry(next: &TokenKind<'_>) -> bool {
    matches!(next, TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd)
}
