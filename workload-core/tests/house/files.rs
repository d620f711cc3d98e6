//! Every file opens with a sentence, and nothing unfinished is left in one.

use std::fs;

use super::source::{all_sources, code};

#[test]
fn files_open_with_a_sentence() {
    for file in all_sources() {
        assert!(code(&file).starts_with("//! "), "{} does not open with a sentence", file.display());
        assert!(file.file_name().is_none_or(|name| name != "mod.rs"), "{} is a mod.rs", file.display());
    }
}

#[test]
fn nothing_is_left_behind() {
    // Spelt in two halves, as this file may be read too.
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("unimpl", "emented!")];
    for file in all_sources() {
        let text = fs::read_to_string(&file).unwrap();
        for mark in marks {
            assert!(!text.contains(mark), "{} has a {mark}", file.display());
        }
    }
}
