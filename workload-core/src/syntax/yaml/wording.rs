//! What is said of broken YAML, in words that say what to do.

use super::scan::TokenKind;
use super::state::Inside;

/// Whether a token ends the text, or the document, or all that has no brackets.
pub(super) const fn ends_text(kind: &TokenKind<'_>) -> bool {
    matches!(
        kind,
        TokenKind::StreamEnd | TokenKind::DocumentStart | TokenKind::DocumentEnd | TokenKind::Directive
    )
}

/// What is said of a token where a value should be.
pub(super) const fn no_value(kind: &TokenKind<'_>) -> &'static str {
    match kind {
        TokenKind::BlockEntry => {
            "no list can begin here: put `- ` on a line of its own, indented below its key"
        }
        TokenKind::FlowSequenceEnd | TokenKind::FlowMappingEnd => "this closes nothing that is open",
        TokenKind::FlowEntry => "no value begins with `,`: put it in quotes",
        TokenKind::DocumentEnd => "no document can begin with `...`: remove the line",
        TokenKind::Directive => "no line can begin with `%` here: indent it, or put the text in quotes",
        _ => "a value is missing here",
    }
}

/// What is said of a token that neither goes on with a collection in brackets nor ends it.
pub(super) fn in_brackets(kind: &TokenKind<'_>, inside: Inside) -> String {
    let [open, close] = inside.brackets();
    match kind {
        TokenKind::FlowSequenceEnd => format!("`{open}` is closed by `]`"),
        TokenKind::FlowMappingEnd => format!("`{open}` is closed by `}}`"),
        TokenKind::FlowEntry => "a value is missing before this `,`".to_owned(),
        TokenKind::Value => "a key or a `,` is missing before this `:`".to_owned(),
        TokenKind::BlockEntry => {
            format!("no list of lines can stand in `{open}{close}`: write `[]` around its items")
        }
        kind if ends_text(kind) => format!("`{open}` is not closed before the document ends"),
        _ => format!("a `,` or `{close}` is missing before this"),
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::documents;

    #[test]
    fn usual_mistakes_are_said_plainly() {
        for (text, said) in [
            ("a:\n\tb: 1\n", "a tab does not indent YAML"),
            ("a: b: c\n", "quote the text if it holds `: `"),
            ("a:\n  b: 1\n c: 2\n", "indent it as the keys beside it"),
            ("a:\n- 1\n 2: 3\n", ""),
            ("a: {b: 1\n", "`{` is not closed"),
            ("{b: 1", "`{` is not closed"),
            ("[[a], b", "`[` is not closed"),
            ("a: [1}\n", "`[` is closed by `}`"),
            ("a: \"b\n", "this quote is not closed"),
            ("a: @b\n", "no value begins with `@`"),
            ("a: \"\\d\"\n", "`\\` begins an escape in double quotes"),
            ("a: *b\n", "this alias has no anchor before it"),
            ("a: - b\n", "no list can begin here"),
            ("a:\nb\nc: 1\n", "the `: ` is missing"),
        ] {
            let errors: Vec<_> = documents(text).filter_map(|document| document.tree.err()).collect();
            assert!(errors[0].message.contains(said), "{text:?}: {}", errors[0].message);
        }
    }
}
