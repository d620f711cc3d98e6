//! `workload lsp`: the validator behind the Language Server Protocol.
//!
//! [`server`] speaks with the editor on the main thread and answers from what was checked last; [`judge`]
//! checks on a thread of its own. [`mod@session`] is what both sides know of the editor's files, and each
//! feature has a file.

mod actions;
mod capabilities;
mod client;
mod completion;
mod diagnostics;
mod documents;
mod events;
mod explain;
mod hints;
mod hover;
mod judge;
mod names;
mod notifications;
mod outgoing;
mod progress;
mod publish;
mod pull;
mod references;
mod requests;
mod results;
mod roots;
mod schema;
mod server;
mod session;
mod symbols;
mod uri;

pub(crate) use server::serve;
