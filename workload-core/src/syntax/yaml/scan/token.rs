//! What a text consists of, for those who put it together.

use std::borrow::Cow;

use crate::syntax::yaml::scalar::Tag;

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(in crate::syntax::yaml) struct Token<'t> {
    pub(in crate::syntax::yaml) kind: TokenKind<'t>,
    pub(in crate::syntax::yaml) start: usize,
    pub(in crate::syntax::yaml) end: usize,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::syntax::yaml) enum TokenKind<'t> {
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
