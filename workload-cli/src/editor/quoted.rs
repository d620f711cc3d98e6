//! Texts as YAML has them.

use serde_json::json;
use workload_core::syntax::text::Span;
use workload_core::syntax::yaml::{Content, NodeId, Scalar, documents};

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

/// A name in the place of one that is written at `span`, within its quotes if it has any.
pub(super) fn in_place_of(text: &str, span: Span, new: &str) -> String {
    let range = span.range();
    let before = text[..range.start].chars().next_back();
    let is_quoted =
        before.is_some_and(|one| matches!(one, '"' | '\'')) && text[range.end..].chars().next() == before;
    if is_quoted { new.to_owned() } else { quoted(new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_they_would_be_read_as_something_else() {
        assert_eq!(
            ["web", "true", "1.0", "a: b", "", "a#b"].map(quoted),
            ["web", "\"true\"", "\"1.0\"", "\"a: b\"", "\"\"", "a#b"]
        );
    }

    #[test]
    fn quotes_stay_where_they_are() {
        assert_eq!(in_place_of("a: 'b'", Span::of(4..5), "1"), "1");
        assert_eq!(in_place_of("a: b", Span::of(3..4), "1"), "\"1\"");
        assert_eq!(in_place_of("a: b", Span::of(3..4), "c"), "c");
    }
}
