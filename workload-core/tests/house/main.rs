//! The house keeps its order: rooms one above the other, no rings of files, sizes, first sentences.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

mod architecture;
mod citations;
mod files;
mod functions;
mod imports;
mod rings;
mod rooms;
mod sizes;
mod source;
mod toolchain;
