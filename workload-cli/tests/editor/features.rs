//! Code actions and hover.

use serde_json::{Value, json};

use crate::editor::{Editor, uri};
use crate::{POD, STATEFUL_SET, folder, pulling};

/// The text after the edits of an action, whose ranges are in ASCII.
fn edited(text: &str, action: &Value) -> String {
    let changes = action["edit"]["changes"].as_object().unwrap();
    let edits = changes.values().next().unwrap().as_array().unwrap();
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        before + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    };
    let mut text = text.to_owned();
    // From the last to the first, so that offsets stay.
    for edit in edits.iter().rev() {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(range, edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn findings_are_fixed_allowed_and_explained() {
    let (_folder, path) = folder(&[]);
    let file = path.join("pod.yaml");
    let text = POD.replace("{name: a}", "{name: a, labels: {a: 5}}");
    let mut editor = Editor::start(&path, pulling());
    editor.open(&file, &text);
    let ask = |editor: &mut Editor, line: u32, only: Value| {
        let place = json!({ "line": line, "character": 6 });
        let range = json!({ "start": place, "end": place });
        let context = json!({ "diagnostics": [], "only": only });
        let params = json!({ "textDocument": { "uri": uri(&file) }, "range": range, "context": context });
        editor.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    };
    let actions = ask(&mut editor, 7, json!(["quickfix"]));
    let titles: Vec<_> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let expected = [
        "replace `Command` with `command`",
        "allow V04 (unknown_field) here because …",
        "explain V04 (unknown_field)",
    ];
    assert_eq!(titles, expected);
    assert_eq!(edited(&text, &actions[0]), text.replace("Command", "command"));
    assert_eq!(actions[0]["diagnostics"][0]["code"], "V04");
    let allowed = edited(&text, &actions[1]);
    assert_eq!(allowed, text.replace("Command: [a]", "Command: [a] # workload: allow V04 because"));
    let command = json!({ "command": actions[2]["command"]["command"], "arguments": actions[2]["command"]["arguments"] });
    let page = editor.ask("workspace/executeCommand", command);
    assert!(page.as_str().unwrap().starts_with("**V04 `unknown_field`**"), "{page}");
    assert_eq!(editor.hear("window/showMessage", |_| true)["message"], page);
    let all = ask(&mut editor, 0, json!(["source.fixAll"]));
    assert_eq!(all[0]["title"], "fix 2 findings of the file");
    assert_eq!(edited(&text, &all[0]), text.replace("Command", "command").replace("{a: 5}", "{a: \"5\"}"));
    assert_eq!(ask(&mut editor, 0, json!(["refactor"])), [Value::Null; 0]);
    // With a reason, the finding is gone.
    editor.change(&file, 2, json!([{ "text": allowed.replace("because", "because we test") }]));
    assert!(editor.pulled(&file).iter().all(|one| one["code"] != "V04"));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn hover_tells_what_is_known_of_a_field() {
    let cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: '0 3 * * *'\n  timeZone: Europe/Berlin\n";
    let (_folder, path) = folder(&[]);
    let file = path.join("a.yaml");
    let text = format!("{STATEFUL_SET}        resources: {{requests: {{memory: 1Gi}}}}\n---\n{cron}");
    let mut editor = Editor::start(&path, pulling());
    editor.open(&file, &text);
    let mut hover = |word: &str| {
        let line = text.lines().position(|line| line.contains(word)).unwrap();
        let character = text.lines().nth(line).unwrap().find(word).unwrap();
        let place = json!({ "line": line, "character": character });
        let hover = editor
            .ask("textDocument/hover", json!({ "textDocument": { "uri": uri(&file) }, "position": place }));
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let service = hover("serviceName");
    assert!(service.starts_with("`spec.serviceName` of StatefulSet"), "{service}");
    assert!(service.contains("A change is **forbidden**. For example: "), "{service}");
    let image = hover("image:");
    assert!(image.contains("A change **rolls the Pods**. For example: "), "{image}");
    let memory = hover("1Gi");
    assert!(memory.contains("1073741824 bytes (1 GiB)"), "{memory}");
    let schedule = hover("0 3 * * *");
    assert!(schedule.contains("Next runs: ") && schedule.contains(" 03:00 (Europe/Berlin)"), "{schedule}");
    let finding = hover("StatefulSet");
    assert!(finding.starts_with("**S05 `identity_without_storage`**\n\n"), "{finding}");
    assert_eq!(hover("---"), "");
    assert_eq!(editor.end(), Some(0));
}
