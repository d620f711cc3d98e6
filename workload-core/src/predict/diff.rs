//! What applying a new set of objects does to an old one, before anybody applies it.
//!
//! Both sets are compared as the server would store them, so that `cpu: 1` against
//! `cpu: "1"`, or a default that is written against one that is not, is no change. Every
//! changed field is then asked what becomes of it, by the rules of its kind (one file each in
//! `diff/kinds`): in place, rolls the Pods, forbidden, or ignored until something happens.
//! What is forbidden comes with the commands that get there all the same. To add a kind, copy
//! the smallest file there and add it to `kinds`.

mod change;
mod claims;
mod commands;
mod compare;
mod defaulting;
mod differences;
mod effect;
mod field_difference;
mod kinds;
mod list_keys;
mod model;
mod note;
mod object_diff;
mod object_sets;
mod objections;
mod ordinals;
mod path;
mod pod_specs;
mod refusal;
mod renames;
mod retention;
mod scalar;
#[cfg(test)]
mod testing;
mod validity;
mod verdict;

pub use claims::{ClaimChange, Fate};
pub use effect::{Effect, Rollout};
pub use field_difference::{FieldDifference, field_differences};
pub use model::{Action, Change, Changes, FieldChange};
pub use note::Note;
