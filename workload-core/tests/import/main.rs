//! Manifests become Rust source that gives the same objects back.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints what it measures"
)]

mod addresses;
mod compiles;
mod corpus;
mod environments;
mod fixed_point;
mod folds;
mod unforeseen;
