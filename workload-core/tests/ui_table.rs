//! The table of mistakes beside the ui tests: what was written, and what is told. It is made of the messages that
//! the compiler gives, so it says nothing else than they do.
//!
//! `UPDATE=1 cargo test -p workload-core --test ui_table` rewrites it, after the messages themselves.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands above the table.
const OPENING: &str = "<!-- Written by `.ci/update` from the messages of the compiler. -->

# Mistakes, and what is told

Each folder is named after a mistake, and each line is one test: the line as it was written, and what the compiler
says under the word that is wrong. The whole messages are the `.stderr` files beside the tests.
";

/// The most characters of a line that is shown.
const WIDTH: usize = 110;

/// The entries of a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// The first message of a file of the compiler: the words, and the line of the source.
fn first(messages: &str) -> (String, usize) {
    let mut lines = messages.lines();
    let head = lines.next().unwrap();
    let mut words = head.split_once(": ").unwrap().1.trim_start_matches("evaluation panicked: ").to_owned();
    let block: Vec<_> = messages.lines().skip(1).take_while(|line| !line.starts_with("error")).collect();
    // A list of keys goes on in further lines.
    for line in block.iter().take_while(|line| !line.trim_start().starts_with("-->")) {
        write!(words, " {}", line.trim()).unwrap();
    }
    let note = block.iter().find_map(|line| line.trim_start().strip_prefix("= note: "));
    let help = block.iter().find_map(|line| line.strip_prefix("help: there is "));
    match (note, help) {
        (_, Some(help)) => write!(words, "; there is {help}").unwrap(),
        (Some(note), _) if head.starts_with("error[E0277]") || head.starts_with("error[E0308]") => {
            write!(words, "; {note}").unwrap();
        }
        _ => {}
    }
    let place = block.iter().find_map(|line| line.trim_start().strip_prefix("--> ")).unwrap();
    (words, place.split(':').nth(1).unwrap().parse().unwrap())
}

/// A text in a cell of a table, cut where it is long.
fn cell(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.chars().count() <= WIDTH * 3 {
        text
    } else {
        text.chars().take(WIDTH * 3).collect::<String>() + " …"
    }
}

/// A line of the source as code.
fn code(line: &str) -> String {
    let line = line.trim().replace('|', "\\|");
    let cut: String = line.chars().take(WIDTH).collect();
    let more = if cut.len() < line.len() { "…" } else { "" };
    format!("`{cut}{more}`")
}

fn table() -> String {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut text = OPENING.to_owned();
    for folder in entries(&ui).iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap().replace('_', " ");
        write!(text, "\n## {name}\n\n| written | told |\n|---|---|\n").unwrap();
        for file in entries(folder).iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs")) {
            let source = fs::read_to_string(file).unwrap();
            let (words, line) = first(&fs::read_to_string(file.with_extension("stderr")).unwrap());
            let written = source.lines().nth(line - 1).unwrap();
            writeln!(text, "| {} | {} |", code(written), cell(&words)).unwrap();
        }
    }
    text
}

#[test]
fn the_table_says_what_the_compiler_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/README.md");
    let table = table();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table, "tests/ui/README.md is not what the messages say: run `.ci/update`");
}
