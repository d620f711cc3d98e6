//! What the parser says of broken YAML, in words that say what to do.

use granit_parser::{ErrorKind, ScanError};

/// A sentence for the mistakes that people make; the parser's own for the others.
pub(super) fn wording(error: &ScanError) -> String {
    match error.kind() {
        ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabNotAllowed => {
            "a tab does not indent YAML: write blanks".to_owned()
        }
        ErrorKind::MappingValueNotAllowed => {
            "`: ` begins a value, and none can begin here: quote the text if it holds `: `, or mend the \
             indentation"
                .to_owned()
        }
        ErrorKind::ExpectedBlockMappingKey => {
            "this line belongs to no map: indent it as the keys beside it are".to_owned()
        }
        ErrorKind::ExpectedBlockSequenceEntry => {
            "this line belongs to no list: begin it with `- `, or indent it as the lines around it".to_owned()
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            "no list can begin here: put `- ` on a line of its own, indented below its key".to_owned()
        }
        ErrorKind::InvalidIndentation => "this line is indented like none above it".to_owned(),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            "this is no `key: value`: the `: ` is missing".to_owned()
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            format!("`{open}` is not closed before the document ends")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => format!("`{open}` is closed by `{close}`"),
        ErrorKind::MisplacedFlowCollectionEnd => "this closes nothing that is open".to_owned(),
        ErrorKind::UnclosedQuotedScalar => "this quote is not closed before the document ends".to_owned(),
        ErrorKind::UnexpectedCharacter { character } => {
            format!("no value begins with `{}`: put it in quotes", character.escape_default())
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "`\\` begins an escape in double quotes, and this is none: write `\\\\`, or use single quotes"
                .to_owned()
        }
        ErrorKind::UnknownAnchor => "this alias has no anchor before it".to_owned(),
        _ => error.info(),
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
