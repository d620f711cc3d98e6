//! HTTP: addresses, representations, lists and watches.

mod accept;
mod address;
mod body;
mod call;
mod collection;
mod discovery;
mod dispatch;
mod error;
mod listener;
mod openapi;
mod query;
mod represent;
mod service;
mod watch;

pub use body::Body;
pub use error::Error;
pub use listener::Listener;
pub use service::HttpService;
