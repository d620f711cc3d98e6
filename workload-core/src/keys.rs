//! The keys: one documented method each, which is all that a new attribute costs.
//!
//! A key of every app is a method of [`Description`](crate::Description); a key of every
//! container is declared with `on_container!`. What fits only some shapes asks for a trait of
//! [`shape::can`](crate::shape::can). The derive forwards to these methods by name.

mod command;
mod containers;
mod env;
mod identity;
mod image;
mod lifecycle;
mod mount;
mod port;
mod probes;
mod replicas;
mod resources;
mod schedule;
mod security;
