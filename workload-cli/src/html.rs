//! The design that all pages of this program share: the tokens and components of its looks, the
//! filters, and text that stays text whatever is in it.
//!
//! A page is one file that needs nothing else: no network, no other file. Without a script it
//! shows everything; with it, it is searched and filtered.

mod browser;
mod document;
mod filters;
mod text;

pub(crate) use browser::open;
pub(crate) use document::Document;
pub(crate) use filters::Filters;
pub(crate) use text::{count, json, name, rich, text};
