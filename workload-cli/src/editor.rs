//! `workload lsp`: the validator behind the Language Server Protocol.
//!
//! [`server`] speaks with the editor on the main thread and answers from what was checked last; [`judge`]
//! checks on a thread of its own. [`mod@session`] is what both sides know of the editor's files, and each
//! feature has a file.

mod actions;
mod capabilities;
mod client;
mod completion;
mod custom;
mod diagnostics;
mod dns;
mod documents;
mod events;
mod explain;
mod hints;
mod hover;
mod json_schema;
mod judge;
mod names;
mod notifications;
mod outgoing;
mod progress;
mod publish;
mod pull;
mod quoted;
mod references;
mod rename;
mod rendering;
mod requests;
mod results;
mod roots;
mod schema;
mod server;
mod session;
mod symbols;
mod ties;
mod uri;

pub(crate) use json_schema::json_schema;
pub(crate) use server::serve;
