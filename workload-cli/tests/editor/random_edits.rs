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
            let fresh = fresh(&path, &[("a.yaml", &text)], units).remove(0);
            assert_eq!(shapes(&shown), fresh, "seed {seed}, version {version}:\n{text}");
            with_findings += usize::from(!fresh.is_empty());
        }
        assert!(with_findings > 40, "{with_findings}");
        assert_eq!(editor.end(), Some(0));
    }
}

#[test]
fn edits_of_one_file_count_in_the_others() {
    let (_folder, path) = folder(&[("c.yaml", STATEFUL_SET)]);
    let mut capabilities = pulling();
    capabilities["general"] = json!({ "positionEncodings": ["utf-8"] });
    let mut editor = Editor::start(&path, capabilities);
    let names = ["a.yaml", "b.yaml"];
    let service = SERVICE.replace("port: 80", "port: 80, targetPort: web");
    let whole = [STATEFUL_SET.replace("name: db}", "name: db} # one"), service];
    let (mut texts, mut numbers) = (whole.clone(), Numbers(5));
    for (name, text) in names.iter().zip(&texts) {
        editor.open(&path.join(name), text);
    }
    let mut in_both = 0;
    for version in 2..70 {
        let at = numbers.below(2);
        let changes = if version % 5 == 0 {
            texts[at].clone_from(&whole[at]);
            json!([{ "text": whole[at] }])
        } else {
            json!([edit(&mut texts[at], &mut numbers, CodeUnits::Utf8)])
        };
        editor.change(&path.join(names[at]), version, changes);
        let shown = names.map(|name| shapes(&editor.pulled(&path.join(name))));
        let files = [(names[0], &*texts[0]), (names[1], &*texts[1])];
        let fresh = fresh(&path, &files, CodeUnits::Utf8);
        assert_eq!(shown.as_slice(), fresh, "version {version}:\n{}\n{}", texts[0], texts[1]);
        in_both += usize::from(fresh.iter().all(|found| !found.is_empty()));
    }
    assert!(in_both > 20, "{in_both}");
    assert_eq!(editor.end(), Some(0));
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

/// A finding's code, place and message.
type Shape = (Value, Value, String);

/// The findings in each of these files, by a run of `workload validate` on the saved texts.
fn fresh(folder: &Path, files: &[(&str, &str)], units: CodeUnits) -> Vec<Vec<Shape>> {
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output =
        command.args(["validate", "--all", "--format", "json"]).current_dir(folder).output().unwrap();
    for (name, _) in files {
        fs::remove_file(folder.join(name)).unwrap();
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = report["findings"].as_array().unwrap();
    let in_file = |(name, text): &(&str, &str)| {
        let own = found.iter().filter(|one| one["file"].as_str().unwrap().ends_with(name));
        own.map(|one| shape(one, &Lines::of(text), units)).collect()
    };
    files.iter().map(in_file).collect()
}

fn shape(one: &Value, lines: &Lines<'_>, units: CodeUnits) -> Shape {
    let place = |line: &Value, column: &Value| {
        let [line, column] = [line, column].map(|number| u32::try_from(number.as_u64().unwrap()).unwrap());
        let before: String = lines.line(line).chars().take(column as usize - 1).collect();
        json!({ "line": line - 1, "character": units.count(&before) })
    };
    let range = json!({
        "start": place(&one["line"], &one["column"]),
        "end": place(&one["endLine"], &one["endColumn"]),
    });
    let help = one["help"].as_str().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    (one["rule"].clone(), range, format!("{}{help}", one["message"].as_str().unwrap()))
}

fn shapes(diagnostics: &[Value]) -> Vec<Shape> {
    let shape = |one: &Value| {
        (one["code"].clone(), one["range"].clone(), one["message"].as_str().unwrap().to_owned())
    };
    diagnostics.iter().map(shape).collect()
}
