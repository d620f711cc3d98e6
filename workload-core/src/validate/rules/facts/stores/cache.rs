//! Where somebody says that the data may be lost.

use k8s_openapi::api::core::v1::Container;

use super::table::Store;
use crate::k8s::Object;
use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{mounts, volumes};
use crate::validate::rules::set::Set;

/// What a container is told: its words, its variables, a line each, its ConfigMaps.
pub(crate) fn said(set: &Set, subject: &Subject<'_>, container: &Container) -> String {
    let words = container.command.iter().chain(&container.args).flatten();
    let mut said = String::new();
    for word in words {
        // An argument of nothing is something: `--save ""`.
        said.push(' ');
        said.push_str(if word.is_empty() { "\"\"" } else { word });
    }
    said.push('\n');
    for variable in container.env.iter().flatten() {
        said.push_str(&variable.name);
        said.push('=');
        said.push_str(variable.value.as_deref().unwrap_or_default());
        said.push('\n');
    }
    for mount in mounts(container) {
        let volume = volumes(subject).iter().find(|volume| volume.name == mount.name);
        let name = volume.and_then(|volume| volume.config_map.as_ref()).map(|map| map.name.as_str());
        let map = name.and_then(|name| set.named("ConfigMap", name, subject));
        if let Some(Object::ConfigMap(map)) = map.map(|map| map.object) {
            for text in map.data.iter().flat_map(|data| data.values()) {
                said.push_str(text);
                said.push('\n');
            }
        }
    }
    said
}

impl Store {
    /// Whether it keeps data when it is told `said`.
    pub(crate) fn keeps(&self, said: &str) -> bool {
        let any = |texts: &[&str]| texts.iter().any(|text| said.contains(text));
        (self.only_with.is_empty() || any(self.only_with)) && !any(self.not_with)
    }
}

/// Whether the data may be lost: the names say "cache", or the program drops data by itself.
pub(crate) fn is_meant(subject: &Subject<'_>, container: &Container, said: &str) -> bool {
    is_named_a_cache(subject) || says_cache(&container.name) || evicts(said) || saves_nothing(said)
}

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
fn says_cache(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| {
        ["cache", "caches", "caching", "cached"].iter().any(|cache| word.eq_ignore_ascii_case(cache))
    })
}

/// Whether Redis, Valkey and their kin drop keys when memory is short.
fn evicts(said: &str) -> bool {
    let policy = said.split("maxmemory-policy").nth(1).map(|rest| rest.trim_start_matches([' ', '=', '"']));
    policy.is_some_and(|policy| !policy.is_empty() && !policy.starts_with("noeviction"))
}

/// Whether they are told to write neither snapshots nor a log.
fn saves_nothing(said: &str) -> bool {
    let snapshots = ["save \"\"", "save ''", "save=\"\""].iter().any(|off| said.contains(off));
    let log = ["appendonly yes", "appendonly=yes"].iter().any(|on| said.contains(on));
    snapshots && !log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_a_word_and_no_syllable() {
        assert!(says_cache("session-cache") && says_cache("Cache") && says_cache("app.cache.v1"));
        assert!(!says_cache("cachet") && !says_cache("apache") && !says_cache("redis"));
    }

    #[test]
    fn redis_says_itself_that_it_forgets() {
        assert!(evicts("--maxmemory-policy allkeys-lru") && !evicts("--maxmemory-policy noeviction"));
        assert!(saves_nothing("redis-server --save \"\" --appendonly no"));
        assert!(!saves_nothing("--save \"\" --appendonly yes") && !saves_nothing("--save 60 1"));
    }
}
