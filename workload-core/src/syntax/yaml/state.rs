//! What the reader of a document waits for.

use super::scan::TokenKind;

/// What comes after the node under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// An item of a list of lines.
    List,
    /// An item of a list whose dashes stand below its key.
    FlatList,
    /// A key of a map of lines.
    MapKey,
    /// Its value.
    MapValue,
    /// An item in square brackets; the first one has no comma in front of it.
    FlowList(bool),
    /// The key of the one entry of `[key: value]`.
    PairKey,
    /// Its value.
    PairValue,
    /// Its end.
    PairEnd,
    /// A key in braces.
    FlowKey(bool),
    /// Its value.
    FlowValue,
    /// No value, for a key without `:`.
    NoFlowValue,
}

impl State {
    /// The brackets that it is in.
    pub(super) const fn inside(self) -> Option<Inside> {
        match self {
            Self::List | Self::FlatList | Self::MapKey | Self::MapValue => None,
            Self::FlowList(_) | Self::PairKey | Self::PairValue | Self::PairEnd => Some(Inside::List),
            Self::FlowKey(_) | Self::FlowValue | Self::NoFlowValue => Some(Inside::Map),
        }
    }
}

/// What a node may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// Anything.
    Block,
    /// Anything, and a list whose dashes stand below its key.
    BlockOrFlatList,
    /// Only what may stand in brackets.
    Flow,
}

/// The brackets that a collection stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// `[]`
    List,
    /// `{}`
    Map,
}

impl Inside {
    /// The token that ends it.
    pub(super) const fn end(self) -> TokenKind<'static> {
        match self {
            Self::List => TokenKind::FlowSequenceEnd,
            Self::Map => TokenKind::FlowMappingEnd,
        }
    }

    /// Its brackets.
    pub(super) const fn brackets(self) -> [char; 2] {
        match self {
            Self::List => ['[', ']'],
            Self::Map => ['{', '}'],
        }
    }
}
