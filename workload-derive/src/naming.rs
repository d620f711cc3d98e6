//! Names made of Rust identifiers.

/// An identifier as Kubernetes writes names: `RedisCleanup` and `redis_cleanup` become
/// `redis-cleanup`, `HTTPServer` becomes `http-server`.
pub(crate) fn kebab(identifier: &str) -> String {
    let chars: Vec<char> = identifier.trim_start_matches("r#").trim_matches('_').chars().collect();
    let mut name = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let new_word = c.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() && before != '_' || after.is_some_and(|after| after.is_lowercase())
            });
        if new_word && !name.ends_with('-') {
            name.push('-');
        }
        match c {
            '_' => name.push('-'),
            c => name.extend(c.to_lowercase()),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn words_are_parted() {
        for (identifier, name) in [
            ("Redis", "redis"),
            ("RedisCleanup", "redis-cleanup"),
            ("HTTPServer", "http-server"),
            ("Api2", "api2"),
            ("redis_host", "redis-host"),
            ("r#type", "type"),
            ("A", "a"),
            ("Ünïcode", "ünïcode"),
        ] {
            assert_eq!(kebab(identifier), name);
        }
    }
}
