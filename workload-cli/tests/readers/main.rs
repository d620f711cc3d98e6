//! What readers make of our output. The pages of `plan --html` and `validate --format html` in a real
//! browser: they show, without an error on the console, with the numbers of the JSON; axe's rules pass,
//! and nothing scrolls sideways from 360 to 2560 pixels. SARIF in Microsoft's validator, by GitHub's rules.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod audit;
mod browser;
mod findings;
mod npm;
mod opened;
mod plan;
mod sarif;
