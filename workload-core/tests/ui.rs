//! Every mistake is a compile error where it is made, with what to do instead.
//!
//! The files of `ui/` are in folders named after the mistake, each beside what the compiler says to it.
//! `.ci/update` rewrites the messages: read the difference as a user would. They are those of the
//! compiler that `.ci/toolchain` names; with another one the test is skipped, aloud, except under CI.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::process::Command;

/// The compiler whose messages are committed.
const TOOLCHAIN: &str = include_str!("../../.ci/toolchain");

/// Whether this is that compiler.
fn has_toolchain() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    let is_it = version.split_whitespace().nth(1) == Some(TOOLCHAIN.trim());
    if !is_it {
        println!("SKIPPED: the messages are those of Rust {}, and this is {version}", TOOLCHAIN.trim());
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI runs the toolchain of .ci/toolchain");
    }
    is_it
}

#[test]
fn mistakes_are_explained() {
    if has_toolchain() {
        trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
    }
}
