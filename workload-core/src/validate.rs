//! YAML in, findings out: what the API server would refuse, and what the rules find.
//!
//! [`decode`](mod@decode) reads typed objects as the API server does, `api_server` holds the
//! server's own validation, [`rules`] those of the article and its kin, and [`lint`](mod@lint)
//! runs all of them over texts.

mod api_server;
#[cfg(feature = "custom_resources")]
pub mod custom_resources;
pub mod decode;
pub mod document;
pub mod field_error;
pub mod lint;
mod misplaced;
mod placeholder;
pub mod rules;
