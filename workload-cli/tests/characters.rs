//! Control characters of a manifest, and marks that turn a line around, reach nobody as they are: not in any
//! format of any command, with colours or without.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a terminal would obey: a colour, a title, a bell, the colour of an eight-bit terminal, marks that turn a
/// line around, a return over what was written.
const ODD: &str =
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}32mgreen\u{202e}back\u{2066}in\u{7f}\u{85}over\rwritten";

/// The text in double quotes, as YAML and JSON escape it.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        ' '..='~' => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A Deployment and a ConfigMap that the API server takes, full of odd texts.
fn sound(version: &str) -> String {
    let (image, odd) = (quoted(&format!("{version}{ODD}")), quoted(&format!("{ODD}{version}")));
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: api, annotations: {{note: {odd}}}}}\nspec:\n  selector: \
         {{matchLabels: {{app: api}}}}\n  template:\n    metadata: {{labels: {{app: api}}, annotations: {{note: \
         {odd}}}}}\n    spec:\n      containers:\n      - {{name: api, image: {image}, args: [{odd}], env: [{{name: A, value: \
         {odd}}}]}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {{k: {odd}}}\n"
    )
}

/// The same with faults in names, keys and values, and with the characters as they are in texts and comments.
fn faulty() -> String {
    let (odd, sound) = (quoted(ODD), sound("v1"));
    let raw = ODD.replace('\u{7f}', "").replace(['\r', '\u{85}'], " ");
    format!(
        "{sound}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {odd}}}\ndata: {{{odd}: 1}}\n---\napiVersion: \
         v1\nkind: Service\nmetadata: {{name: s}}\nspec: {{type: {odd}, {odd}: 1, ports: [{{port: {odd}}}]}}\n---\n# {raw}\napiVersion: \
         v1\nkind: Pod\nmetadata: {{name: 'a\u{202e}b'}} # \u{202e}\nspec: {{containers: []}}\n"
    )
}

fn run(folder: &Path, is_coloured: bool, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    if is_coloured {
        command.env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR");
    } else {
        command.env("NO_COLOR", "1");
    }
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(!text.is_empty() && !text.contains("panicked"), "{arguments:?}: {text}");
    text
}

/// The first character that is obeyed, with what stands around it; our own colours are none of a manifest's.
fn obeyed(text: &str, is_coloured: bool) -> Option<String> {
    // What our styles are: attributes, and one of the sixteen colours.
    let own = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m"].map(str::to_owned).into_iter();
    let own = own.chain((30..=37).chain(90..=97).map(|colour| format!("\u{1b}[{colour}m")));
    let text = if is_coloured {
        own.fold(text.to_owned(), |text, own| text.replace(&own, ""))
    } else {
        text.to_owned()
    };
    let is_obeyed = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let at = text.find(is_obeyed)?;
    let from =
        (0..=at.saturating_sub(30)).rev().find(|from| text.is_char_boundary(*from)).unwrap_or_default();
    Some(text[from..].chars().take(60).collect::<String>().escape_debug().to_string())
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("old.yaml", sound("v1")), ("new.yaml", sound("v2")), ("faulty.yaml", faulty())] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn no_format_of_any_command_shows_a_character_that_is_obeyed() {
    let folder = folder();
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for format in ["human", "short", "json", "sarif", "github", "junit", "html"] {
        for file in ["faulty.yaml", "old.yaml"] {
            runs.push(vec!["validate", file, "--format", format, "--all"]);
        }
    }
    let both = ["plan", "old.yaml", "new.yaml"];
    for options in
        [&[][..], &["--all"], &["--format", "json"], &["--html", "-"], &["--do", "image api=c\u{202e}:v3"]]
    {
        runs.push([&both[..], options].concat());
    }
    runs.push(vec!["plan", "faulty.yaml"]);
    for options in [&[][..], &["--report", "human"], &["--report", "json"]] {
        for file in ["old.yaml", "faulty.yaml"] {
            runs.push([&["import", file][..], options].concat());
        }
    }
    runs.push(vec!["explain", ODD]);
    runs.push(vec!["validate", ODD]);
    runs.push(vec!["validate", "old.yaml", "--select", ODD]);
    runs.push(vec!["choose", ODD]);
    for arguments in runs {
        for is_coloured in [false, true] {
            let shown = run(folder.path(), is_coloured, &arguments);
            assert_eq!(obeyed(&shown, is_coloured), None, "{arguments:?}");
        }
    }
}

/// A colour of a manifest is one of ours to look at: it is told by the word behind it.
#[test]
fn colours_of_a_manifest_are_not_shown() {
    let folder = folder();
    for arguments in [&["plan", "old.yaml", "new.yaml", "--all"][..], &["validate", "faulty.yaml"]] {
        let shown = run(folder.path(), true, arguments);
        assert!(shown.contains("red") && !shown.contains("\u{1b}[31mred"), "{arguments:?}: {shown}");
    }
}
