//! Names that call a workload a cache.

use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::subject::Subject;

/// Whether the name or the labels of a workload call it a cache.
pub(crate) fn is_named_a_cache(subject: &Subject<'_>) -> bool {
    let own = subject.object.meta().labels.iter().flatten();
    let pods = subject.pod().and_then(|pod| pod.meta).and_then(|meta| meta.labels.as_ref());
    says_cache(subject.object.name())
        || own.chain(pods.into_iter().flatten()).any(|(_, value)| says_cache(value))
}

/// Whether the image is that of a program that keeps nothing and is told apart by name: a cache
/// whose clients know every one of several.
pub(crate) fn is_cache_image(image: &str) -> bool {
    matches!(Repository::of(image).last(), "memcached" | "varnish" | "hazelcast" | "mcrouter")
}

/// Whether a name has the word in it.
pub(super) fn says_cache(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| {
        ["cache", "caches", "caching", "cached"].iter().any(|cache| word.eq_ignore_ascii_case(cache))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_a_word_and_no_syllable() {
        assert!(says_cache("session-cache") && says_cache("Cache") && says_cache("app.cache.v1"));
        assert!(!says_cache("cachet") && !says_cache("apache") && !says_cache("redis"));
    }
}
