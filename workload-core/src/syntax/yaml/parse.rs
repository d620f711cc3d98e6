//! From the parser's events to a [`Tree`].

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as Range, StrInput};

use super::error::SyntaxError;
use super::node::{Content, Node, NodeId};
use super::plain;
use super::quirks;
use super::scalar::Tag;
use super::tree::Tree;
use super::wording::wording;
use crate::syntax::text::Span;

/// How deep collections may stand in one another.
const DEEPEST: usize = 250;

/// A part's documents, and the error that ended it.
pub(super) struct Parsed<'t> {
    /// The documents that could be read to their end.
    pub(super) trees: Vec<Tree<'t>>,
    /// Why no more could be read.
    pub(super) error: Option<SyntaxError>,
}

/// Parses `text`, which begins at the byte `offset` of its source: the short way where it will
/// do.
pub(super) fn parse(text: &str, offset: usize) -> Parsed<'_> {
    match plain::parse(text, offset) {
        Some(tree) => Parsed { trees: vec![tree], error: None },
        None => parse_whole(text, offset),
    }
}

/// Parses `text` with the whole parser.
pub(super) fn parse_whole(text: &str, offset: usize) -> Parsed<'_> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    options.bom_inside_document_as_content = true;
    options.block_scalar_eof_without_line_feed = true;
    let mut builder =
        Builder { offset, parsed: Parsed { trees: Vec::new(), error: None }, ..Builder::new(text) };
    let mut parser = Parser::<StrInput<'_>>::new_from_str_with_options(text, options);
    while let Some(event) = parser.next_event() {
        let taken = match event {
            Ok((event, range)) => builder.take(event, &range),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                Err(SyntaxError { message: wording(&error), span: Span::of(offset + at..offset + at) })
            }
        };
        if let Err(error) = taken {
            builder.parsed.error = Some(error);
            break;
        }
    }
    builder.parsed
}

struct Builder<'t> {
    text: &'t str,
    offset: usize,
    parsed: Parsed<'t>,
    tree: Tree<'t>,
    /// The collections that are open, outermost first.
    open: Vec<NodeId>,
    anchors: HashMap<usize, NodeId>,
    room: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            offset: 0,
            parsed: Parsed { trees: Vec::new(), error: None },
            tree: Tree::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            // A node takes some ten bytes of text; growing twice is cheaper than too much room.
            room: text.len() / 10,
        }
    }

    fn take(&mut self, event: Event<'t>, range: &Range) -> Result<(), SyntaxError> {
        let mut span = self.span(range);
        if let Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) = event {
            span.end = self.block_end(range);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                quirks::check(style, self.text, range.byte_range().unwrap_or_default(), span)?;
                let plain = matches!(style, ScalarStyle::Plain);
                let id = self.push(Content::Scalar(text), span, plain, tag.as_deref());
                self.anchor(anchor, id);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.open(Content::Sequence, span, anchor, tag.as_deref());
            }
            Event::MappingStart(_, anchor, tag) => self.open(Content::Mapping, span, anchor, tag.as_deref()),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::DocumentStart(_, version) => {
                if version.is_some_and(|version| (version.major, version.minor) != (1, 1)) {
                    let message = "the server reads YAML 1.1 only: remove the %YAML directive".to_owned();
                    return Err(SyntaxError { message, span });
                }
                // A text may end a document a line with `...`: the first alone gets the room.
                self.tree.nodes = Vec::with_capacity(std::mem::take(&mut self.room));
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                self.parsed.trees.push(std::mem::take(&mut self.tree));
            }
            _ => {}
        }
        Ok(())
    }

    /// Where a block's last line ends: the parser goes on to where the next thing begins.
    fn block_end(&self, range: &Range) -> u32 {
        let range = range.byte_range().unwrap_or_default();
        let text = self.text.get(range.clone()).unwrap_or_default();
        // Blanks behind the last line break are the next thing's; others are text.
        let lines = text.trim_end_matches(' ');
        let length = if lines.ends_with('\n') { lines.len() } else { text.len() };
        Span::of(0..self.offset + range.start + length).end
    }

    fn span(&self, range: &Range) -> Span {
        let range = range.byte_range().unwrap_or_default();
        Span::of(self.offset + range.start..self.offset + range.end)
    }

    fn push(
        &mut self,
        content: Content<'t>,
        span: Span,
        plain: bool,
        tag: Option<&granit_parser::Tag>,
    ) -> NodeId {
        let at = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        self.tree.nodes.push(Node { content, span, end: at + 1, plain, tag: tag.map(known) });
        NodeId(at)
    }

    fn open(&mut self, content: Content<'t>, span: Span, anchor: usize, tag: Option<&granit_parser::Tag>) {
        let id = self.push(content, span, false, tag);
        self.anchor(anchor, id);
        self.open.push(id);
    }

    /// Ends the innermost collection: its text reaches to the end of its last child, or to the
    /// closing bracket.
    fn close(&mut self, span: Span) {
        let Some(id) = self.open.pop() else { return };
        let end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let last = self.tree.nodes.last().map_or(span.end, |last| last.span.end);
        let node = &mut self.tree.nodes[id.index()];
        node.end = end;
        // A block collection's end event stands where the next thing begins.
        let bracket = span.end > span.start;
        node.span.end = if bracket { span.end } else { last.max(node.span.start) };
    }

    fn anchor(&mut self, anchor: usize, id: NodeId) {
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), SyntaxError> {
        let target = self.anchors.get(&anchor).copied();
        match target {
            Some(target) if !self.open.contains(&target) => {
                self.push(Content::Alias(target), span, false, None);
                Ok(())
            }
            Some(_) => Err(SyntaxError {
                message: "this alias stands inside its own anchor: the value would contain itself".to_owned(),
                span,
            }),
            None => Err(SyntaxError { message: "this alias has no anchor before it".to_owned(), span }),
        }
    }
}

fn known(tag: &granit_parser::Tag) -> Tag {
    if tag.handle() != "tag:yaml.org,2002:" {
        return Tag::Other;
    }
    match tag.suffix() {
        "str" => Tag::Str,
        "int" => Tag::Int,
        "float" => Tag::Float,
        "bool" => Tag::Bool,
        "null" => Tag::Null,
        "binary" => Tag::Binary,
        _ => Tag::Other,
    }
}

/// The text as the parser should see it, byte for byte in the same places.
///
/// YAML 1.1 ends lines at NEL, LS and PS too, which YAML 1.2 does not; and JSON may be indented
/// with tabs.
pub(super) fn prepared(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if !text.is_ascii() && text.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        text = Cow::Owned(text.replace('\u{85}', " \n").replace(['\u{2028}', '\u{2029}'], "  \n"));
    }
    if text.contains('\t')
        && text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']).starts_with(['{', '['])
    {
        text = Cow::Owned(text.replace('\t', " "));
    }
    text
}
