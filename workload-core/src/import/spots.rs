//! Where texts name workloads by the addresses of their Services.

use super::reference::{Addressed, Reference};

/// A way to write the address of a workload.
pub(super) struct Spelling {
    /// The text.
    pub(super) text: String,
    /// Whether it is a host without a port: only a whole text counts, or what is the host of a URL.
    pub(super) is_host: bool,
    /// What it stands for.
    pub(super) reference: Reference,
}

/// The text with its addresses taken out; none when there is none. A host alone counts where `may_be_host`.
pub(super) fn addressed(text: &str, spellings: &[Spelling], may_be_host: bool) -> Option<Addressed> {
    if let Some(host) = spellings.iter().find(|one| one.is_host && one.text == text).filter(|_| may_be_host) {
        let references = vec![host.reference.clone()];
        return Some(Addressed { pattern: "{}".to_owned(), references, is_host: true });
    }
    let (mut pattern, mut references, mut from) = (String::new(), Vec::new(), 0);
    let mut at = 0;
    while at < text.len() {
        let is_here = |one: &&Spelling| {
            if one.is_host { is_host_of_url(text, at, &one.text) } else { is_at(text, at, &one.text) }
        };
        if let Some(one) = spellings.iter().filter(is_here).max_by_key(|one| one.text.len()) {
            pattern.push_str(&escaped(&text[from..at]));
            pattern.push_str("{}");
            let (whole, host) = (&one.reference, || one.reference.without_port());
            references.push(if one.is_host { host() } else { whole.clone() });
            at += one.text.len();
            from = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    pattern.push_str(&escaped(&text[from..]));
    let addressed = Addressed { pattern, references, is_host: false };
    (!addressed.references.is_empty()).then_some(addressed)
}

/// Whether a whole address stands at that place: nothing of a longer host before it, no further digit after it.
fn is_at(text: &str, at: usize, address: &str) -> bool {
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.' || c == '_';
    text[at..].starts_with(address)
        && !text[..at].ends_with(is_of_host)
        && !text[at + address.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether the host of a URL stands at that place, which says no port.
fn is_host_of_url(text: &str, at: usize, host: &str) -> bool {
    let before = &text[..at];
    let is_first = before.ends_with("://") || before.ends_with('@') && before.rsplit("://").count() > 1;
    let is_end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'') || c.is_whitespace();
    let rest = text[at..].strip_prefix(host);
    is_first && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_end))
}

/// A text as a pattern: each brace that would begin or end a place is doubled.
fn escaped(text: &str) -> String {
    if text.contains("{{") || text.contains("}}") || text.contains("{}") || text.ends_with('{') {
        return text.replace('{', "{{").replace('}', "}}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{escaped, is_at, is_host_of_url};

    #[test]
    fn an_address_is_no_part_of_a_longer_one() {
        assert!(is_at("redis://redis:6379/0", 8, "redis:6379"));
        assert!(!is_at("my-redis:6379", 3, "redis:6379"));
        assert!(!is_at("redis:63790", 0, "redis:6379"));
    }

    #[test]
    fn a_host_of_a_url_stands_behind_its_scheme() {
        assert!(is_host_of_url("http://api/v1", 7, "api"));
        assert!(is_host_of_url("postgres://user:pass@db/shop", 21, "db"));
        assert!(!is_host_of_url("http://api:8080/", 7, "api"));
        assert!(!is_host_of_url("http://api.example.com", 7, "api"));
        assert!(!is_host_of_url("mail@db", 5, "db"));
    }

    #[test]
    fn braces_are_doubled_where_they_would_be_a_place() {
        assert_eq!(escaped("server { a }"), "server { a }");
        assert_eq!(escaped("{} {"), "{{}} {{");
    }
}
