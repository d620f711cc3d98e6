//! How long the functions of a file are.

use super::source::bare;

/// A function's name and its number of lines, from `fn` to its closing brace.
pub fn functions(code: &str) -> Vec<(String, usize)> {
    let bare = bare(code);
    let mut found = Vec::new();
    for (at, _) in bare.match_indices("fn ") {
        let before = bare[..at].chars().next_back();
        let name: String = bare[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() || before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        if let Some(end) = body_end(&bare[at..]) {
            found.push((name, bare[at..at + end].lines().count()));
        }
    }
    found
}

/// Where the body of the function at the start of `text` ends; none for one without a body.
fn body_end(text: &str) -> Option<usize> {
    let open = text.find(['{', ';'])?;
    // An array type such as `[u8; 4]` in the signature has a semicolon too.
    let open = if text[open..].starts_with(';') && text[..open].rfind('[') > text[..open].rfind(']') {
        open + text[open..].find('{')?
    } else if text[open..].starts_with(';') {
        return None;
    } else {
        open
    };
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(open + at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[test]
fn lines_of_functions_are_counted() {
    let code = "fn a() -> [u8; 2] {\n    [1, 2]\n}\ntrait T {\n    fn b();\n}\nfn c() { '{'; }\n";
    assert_eq!(functions(code), [("a".to_owned(), 3), ("c".to_owned(), 1)]);
}
