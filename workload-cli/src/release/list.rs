//! The revisions of a release, for people and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::head::Head;
use super::store::Store;

/// A line for each revision, the newest first.
pub(crate) fn list_text(heads: &[Head]) -> String {
    let mut text = format!("{:>8}  {:20}  {:10}  {:>7}  note\n", "revision", "applied", "state", "objects");
    for head in heads.iter().rev() {
        let state = match head.state.word() {
            "rolledBack" => "rolled back",
            word => word,
        };
        let note = if head.is_whole { head.note.as_str() } else { "chunks are missing" };
        let line = format!("{:>8}  {:20}  {state:10}  {:>7}  {note}", head.number, head.time, head.objects);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// One JSON object.
pub(crate) fn list_json(store: &Store, heads: &[Head]) -> Value {
    let one = |head: &Head| {
        json!({
            "number": head.number, "time": head.time, "state": head.state, "objects": head.objects,
            "note": head.note, "complete": head.is_whole,
        })
    };
    json!({
        "version": 1, "release": store.release.as_str(), "namespace": store.namespace(),
        "revisions": heads.iter().rev().map(one).collect::<Vec<_>>(),
    })
}
