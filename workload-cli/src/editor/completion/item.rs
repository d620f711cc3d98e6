//! One entry of the list that the editor shows.

use serde_json::{Value, json};
use workload_core::syntax::yaml::{Content, NodeId, Scalar, documents};

use super::context::Context;

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

/// A text as a scalar of YAML that is read as this text.
pub(super) fn quoted(text: &str) -> String {
    let line = format!("a: {text}\n");
    let is_plain = documents(&line).next().and_then(|document| {
        let tree = document.tree.ok()?;
        let value = tree.get(NodeId::ROOT, "a")?;
        let is_same = matches!(&tree.raw(value).content, Content::Scalar(said) if said == text);
        let is_text = matches!(tree.raw(value).scalar(), Some(Ok(Scalar::Text(_))));
        Some(is_same && is_text)
    });
    if is_plain == Some(true) { text.to_owned() } else { json!(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn values_are_quoted_where_they_would_be_read_as_something_else() {
        assert_eq!(
            ["web", "true", "1.0", "a: b", "", "a#b"].map(quoted),
            ["web", "\"true\"", "\"1.0\"", "\"a: b\"", "\"\"", "a#b"]
        );
    }
}
