//! What a text consists of, for those who put it together.

use std::borrow::Cow;

use crate::syntax::yaml::scalar::Tag;

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Token<'t> {
    pub(crate) kind: TokenKind<'t>,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind<'t> {
    /// Nothing more.
    StreamEnd,
    /// `%YAML` or `%TAG`.
    Directive,
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    /// A list of lines with dashes begins.
    BlockSequence,
    /// A map of lines with keys begins.
    BlockMapping,
    /// A list or map of lines ends.
    BlockEnd,
    /// `[`
    FlowSequence,
    /// `]`
    FlowSequenceEnd,
    /// `{`
    FlowMapping,
    /// `}`
    FlowMappingEnd,
    /// `-`
    BlockEntry,
    /// `,`
    FlowEntry,
    /// `?`, or nothing in front of a key.
    Key,
    /// `:`
    Value,
    /// `*name`
    Alias(&'t str),
    /// `&name`
    Anchor(&'t str),
    /// `!tag`
    Tag(Tag),
    /// A text, and whether it stands bare.
    Scalar(Cow<'t, str>, bool),
}
