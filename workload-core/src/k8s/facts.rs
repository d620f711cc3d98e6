//! What differs between the versions of Kubernetes: one table, a line for each fact with its source.
//!
//! Objects are decoded and validated once, as the newest version does it; these lines say what other
//! versions see otherwise. [`gates`] has the feature gates with their stages, [`fields`] the fields
//! that came, went, or are behind a gate, [`kinds`] the kinds, and [`validation`] what became stricter or
//! looser.

pub(crate) mod fields;
pub(crate) mod gates;
pub(crate) mod kinds;
pub(crate) mod validation;
