//! Rust names made of the names of objects.

use super::vocabulary::is_taken;

/// Words that Rust keeps for itself.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// A name as fields are written: `redis-data` becomes `redis_data`.
pub(super) fn snake(name: &str) -> String {
    let mut ident: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    if ident.starts_with(|c: char| c.is_ascii_digit()) || ident.trim_matches('_').is_empty() {
        ident.insert(0, 'n');
    }
    if RESERVED.contains(&ident.as_str()) {
        ident.push('_');
    }
    ident
}

/// A name as types are written: `redis-cache` becomes `RedisCache`.
pub(super) fn pascal(name: &str) -> String {
    let mut ident = String::new();
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut chars = word.chars();
        ident.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        ident.extend(chars);
    }
    if ident.is_empty() || ident.starts_with(|c: char| c.is_ascii_digit()) {
        ident.insert_str(0, "App");
    }
    if is_taken(&ident) {
        ident.push_str("App");
    }
    ident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_rust_takes() {
        assert_eq!(
            (snake("redis-data"), snake("type"), snake("8080")),
            ("redis_data".into(), "type_".into(), "n8080".into())
        );
        assert_eq!(
            (pascal("redis-cache"), pascal("7up"), pascal("box")),
            ("RedisCache".into(), "App7up".into(), "BoxApp".into())
        );
    }
}
