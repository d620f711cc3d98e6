//! One entry of the list that the editor shows.

use serde_json::{Value, json};

use super::context::Context;
use crate::editor::quoted::quoted;

/// What an entry is, as the editor draws it; the numbers of the protocol.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sort {
    Field = 5,
    Kind = 7,
    Value = 12,
    Enum = 20,
    Reference = 18,
}

/// An entry.
#[derive(Debug)]
pub(super) struct Item {
    /// What is shown.
    pub(super) label: String,
    /// What is written.
    pub(super) text: String,
    pub(super) sort: Sort,
    /// A word beside the label.
    pub(super) detail: String,
    /// What is shown of it when it is chosen.
    pub(super) about: String,
    /// Entries of a lower rank come first.
    pub(super) rank: u8,
}

impl Item {
    /// A scalar value, in quotes where YAML needs them.
    pub(super) fn value(text: &str, sort: Sort, detail: &str) -> Self {
        let (detail, about) = (detail.to_owned(), String::new());
        Self { label: text.to_owned(), text: quoted(text), sort, detail, about, rank: 0 }
    }

    /// The entry as the protocol has it.
    pub(super) fn at(self, context: &Context<'_>) -> Value {
        let text = if context.cursor.is_glued { format!(" {}", self.text) } else { self.text };
        // Editors compare with what is in the range, its quote included.
        let quote = context.word().chars().next().filter(|one| matches!(one, '"' | '\''));
        let filter = quote.map_or_else(|| self.label.clone(), |quote| format!("{quote}{}", self.label));
        let mut item = json!({
            "label": self.label,
            "kind": self.sort as u8,
            "sortText": format!("{}{}", self.rank, self.label),
            "filterText": filter,
            "insertTextMode": 1,
            "textEdit": { "range": context.range(), "newText": text },
        });
        if !self.detail.is_empty() {
            item["detail"] = json!(self.detail);
        }
        if !self.about.is_empty() {
            item["documentation"] = json!({ "kind": "markdown", "value": self.about });
        }
        item
    }
}
