//! Random edits: after each, the diagnostics are those of a fresh run of the checker.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use workload_core::syntax::text::{CodeUnits, EditorPosition, Lines};

use crate::editor::Editor;
use crate::{SERVICE, STATEFUL_SET, folder, pulling};

/// What is typed: parts of YAML, and characters of all sizes.
const TYPED: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    ":",
    "- ",
    "  ",
    "#",
    "\"",
    "{",
    "}",
    "[",
    "ü",
    "😀",
    "name: ",
    "spec:\n",
    "---\n",
    "5",
    "apiVersion: v1\n",
    "kind: Service\n",
    "replicas: 3\n",
    "# workload: allow N03 because we test\n",
];

/// Numbers in an order that is the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    /// An offset between two characters.
    fn offset(&mut self, text: &str) -> usize {
        let mut offset = self.below(text.len() + 1);
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

#[test]
fn edits_give_what_a_fresh_run_gives() {
    for (seed, units, name) in [(11, CodeUnits::Utf8, "utf-8"), (7, CodeUnits::Utf16, "utf-16")] {
        let (_folder, path) = folder(&[]);
        let file = path.join("a.yaml");
        let mut capabilities = pulling();
        capabilities["general"] = json!({ "positionEncodings": [name] });
        let mut editor = Editor::start(&path, capabilities);
        let whole = format!("{STATEFUL_SET}---\n{SERVICE}");
        let (mut text, mut numbers) = (whole.clone(), Numbers(seed));
        editor.open(&file, &text);
        let mut with_findings = 0;
        for version in 2..80 {
            let changes: Vec<_> =
                (0..=numbers.below(3)).map(|_| edit(&mut text, &mut numbers, units)).collect();
            // From time to time it is whole again.
            let changes = if version % 10 == 0 {
                text.clone_from(&whole);
                vec![json!({ "text": whole })]
            } else {
                changes
            };
            editor.change(&file, version, json!(changes));
            let shown = editor.pulled(&file);
            let fresh = fresh(&path, &text, units);
            assert_eq!(shapes(&shown), fresh, "seed {seed}, version {version}:\n{text}");
            with_findings += usize::from(!fresh.is_empty());
        }
        assert!(with_findings > 40, "{with_findings}");
        assert_eq!(editor.end(), Some(0));
    }
}

/// Changes the text somewhere; the change as the protocol has it.
fn edit(text: &mut String, numbers: &mut Numbers, units: CodeUnits) -> Value {
    let start = numbers.offset(text);
    // Mostly a few characters, as people type.
    let mut end = (start + numbers.below(6)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let typed = TYPED[numbers.below(TYPED.len())];
    let lines = Lines::of(text);
    let [from, to] = [start, end].map(|offset| lines.editor_position(u32::try_from(offset).unwrap(), units));
    // A place between the two characters of a line's end is none that an editor names.
    let (start, end) = (lines.offset(from, units), lines.offset(to, units));
    text.replace_range(start..end, typed);
    json!({ "range": { "start": place(from), "end": place(to) }, "text": typed })
}

fn place(place: EditorPosition) -> Value {
    json!({ "line": place.line, "character": place.character })
}

/// Code, place and message of each finding, by a run of `workload validate` on the saved text.
fn fresh(folder: &Path, text: &str, units: CodeUnits) -> Vec<(Value, Value, String)> {
    fs::write(folder.join("a.yaml"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output =
        command.args(["validate", "--all", "--format", "json"]).current_dir(folder).output().unwrap();
    fs::remove_file(folder.join("a.yaml")).unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines = Lines::of(text);
    let place = |line: &Value, column: &Value| {
        let [line, column] = [line, column].map(|number| u32::try_from(number.as_u64().unwrap()).unwrap());
        let before: String = lines.line(line).chars().take(column as usize - 1).collect();
        json!({ "line": line - 1, "character": units.count(&before) })
    };
    let shape = |one: &Value| {
        let range = json!({
            "start": place(&one["line"], &one["column"]),
            "end": place(&one["endLine"], &one["endColumn"]),
        });
        let help = one["help"].as_str().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        (one["rule"].clone(), range, format!("{}{help}", one["message"].as_str().unwrap()))
    };
    report["findings"].as_array().unwrap().iter().map(shape).collect()
}

fn shapes(diagnostics: &[Value]) -> Vec<(Value, Value, String)> {
    let shape = |one: &Value| {
        (one["code"].clone(), one["range"].clone(), one["message"].as_str().unwrap().to_owned())
    };
    diagnostics.iter().map(shape).collect()
}
