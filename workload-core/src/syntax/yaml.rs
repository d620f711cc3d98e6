//! YAML as the API server reads it, with the place of everything.
//!
//! [`documents`] cuts a stream into [`Document`]s, each parsed on its own: one broken document
//! does not hide the next. A [`Tree`] is one document's nodes in the order of the text, each
//! with its [`Span`](crate::syntax::text::Span); nothing is resolved until somebody asks
//! ([`Node::scalar`]), and then as Go's YAML 1.1 reader does it. A [`Path`] names a place the
//! way the server does (`spec.containers[0].image`) and [`Tree::locate`] finds its span.
//!
//! Absent on purpose: schemas, Kubernetes, input and output.

mod at;
mod binary;
mod check;
mod comments;
mod compose;
mod cursor;
mod cursor_braces;
mod cursor_place;
mod distinct;
mod document;
mod edit;
mod entries;
mod error;
mod float;
mod index;
mod integer;
mod json;
mod locate;
mod marker;
mod named_path;
mod node;
mod outline;
mod outline_line;
mod parse;
mod path;
mod plain;
mod scalar;
mod scan;
mod split;
mod state;
mod tables;
mod tree;
mod ways;
mod wording;

pub use at::PathBuilder;
pub(crate) use comments::comments_at;
pub use comments::{Comment, comments};
pub use cursor::cursor;
pub use cursor_place::{Cursor, CursorPlace};
pub(crate) use document::documents_at;
pub use document::{Document, documents};
pub use edit::{Edit, Patch};
pub use entries::{Entries, Entry};
pub use error::SyntaxError;
pub use locate::Located;
pub use node::{Content, Node, NodeId};
pub use outline::{Outline, OutlineEntry};
pub use path::{Path, Step};
pub use scalar::{Scalar, ScalarError};
pub use split::whole_documents;
pub use tree::{Children, Tree};
#[doc(hidden)]
pub use ways::ways_differ;
