//! The write path: what the API server makes of a request before it stores an object.

mod admission;
mod allocate;
mod apply;
mod change;
mod create;
mod define;
mod delete;
mod internal;
mod patch;
mod preconditions;
mod read;
mod scale;
mod service;
mod strategy;
mod times;
mod update_strategy;

pub(crate) use scale::scale_of;
