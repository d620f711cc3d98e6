//! Texts as Rust literals, and as the values that they are literals of.

use serde::de::DeserializeOwned;

/// A text as one of the values that cannot hold every text.
pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

/// The literal of a text: in quotes, or raw where that reads better.
pub(super) fn text(text: &str) -> String {
    // What Rust itself would escape cannot be seen: control characters, and marks that turn a line around.
    let is_plain = |c: char| matches!(c, '\n' | '\t' | '"' | '\\' | '\'') || c.escape_debug().count() == 1;
    let reads_better = text.contains(['\n', '"', '\\']);
    if !reads_better || !text.chars().all(is_plain) {
        return format!("{text:?}");
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn raw_where_it_reads_better() {
        assert_eq!(text("a"), r#""a""#);
        assert_eq!(text("a\nb"), "r\"a\nb\"");
        assert_eq!(text("say \"hi\""), "r#\"say \"hi\"\"#");
        assert_eq!(text("a\r\n"), r#""a\r\n""#);
        assert_eq!(text("a\n\u{202e}b"), r#""a\n\u{202e}b""#, "rustc refuses the character itself");
    }
}
