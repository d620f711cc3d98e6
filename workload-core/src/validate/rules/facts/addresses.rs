//! The DNS names of Pods that stand in what programs are told.

use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::hyphenated::hyphenated;
use crate::validate::rules::facts::subject::Subject;

/// Shows `look` every text that an object gives to programs, with its place: commands,
/// arguments, values of variables, data of a ConfigMap.
pub(crate) fn each_told<'s>(subject: &Subject<'s>, look: &mut impl FnMut(&PathBuilder<'_>, &'s str)) {
    let root = subject.at();
    if let Object::ConfigMap(map) = subject.object {
        let data = root.field("data");
        map.data.iter().flatten().for_each(|(key, text)| look(&data.key(key), text));
    }
    let holder = root.fields(subject.pod().map_or(&[][..], |pod| pod.path));
    let spec = holder.field("spec");
    for part in subject.containers() {
        let list = spec.field(part.list);
        let at = list.index(part.index);
        for (field, words) in [("command", &part.container.command), ("args", &part.container.args)] {
            let words = words.iter().flatten().enumerate();
            words.for_each(|(number, word)| look(&at.field(field).index(number), word));
        }
        let env = at.field("env");
        for (number, variable) in part.container.env.iter().flatten().enumerate() {
            if let Some(value) = &variable.value {
                look(&env.index(number).field("value"), value);
            }
        }
    }
}

/// `redis-3.redis-service.shop.svc.cluster.local`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PodAddress<'t> {
    /// The whole name.
    pub(crate) text: &'t str,
    /// `redis`.
    pub(crate) set: &'t str,
    /// 3.
    pub(crate) ordinal: u32,
    /// `redis-service`.
    pub(crate) service: &'t str,
    /// `shop`, where it is said.
    pub(crate) namespace: Option<&'t str>,
    /// Whether `svc` stands where the namespace belongs.
    pub(crate) lacks_namespace: bool,
    /// Whether it can be nothing but an address: `svc` or a port says so.
    pub(crate) certain: bool,
}

/// A word made of what DNS names are made of, with the text around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostWord<'t> {
    /// The word.
    pub(crate) text: &'t str,
    /// What stands before it.
    before: &'t str,
    /// What stands behind it.
    after: &'t str,
}

/// The words of a text that may be names of hosts, of those with a hyphen whose following bytes
/// `counts` accepts: no files, and nothing that a shell or a template makes of variables.
pub(crate) fn host_words(text: &str, counts: fn(&[u8]) -> bool) -> impl Iterator<Item = HostWord<'_>> {
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let words = hyphenated(text, counts, is_host).map(|range| HostWord {
        text: text[range.clone()].trim_end_matches('.'),
        before: &text[..range.start],
        after: &text[range.end..],
    });
    words.filter(|word| word.is_whole() && !word.is_file())
}

impl<'t> HostWord<'t> {
    /// Whether nothing around it becomes part of it.
    fn is_whole(&self) -> bool {
        !self.text.contains('_')
            && !self.before.ends_with(['$', '{', '}', ')', '%', '`'])
            && !self.after.starts_with(['$', '{', '%', '`'])
    }

    /// Whether it is the end of a path.
    fn is_file(&self) -> bool {
        self.before.ends_with('\\') || (self.before.ends_with('/') && !self.before.ends_with("//"))
    }

    pub(crate) fn has_port(&self) -> bool {
        self.after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The address of a Pod with a number that it is.
    pub(crate) fn pod_address(&self) -> Option<PodAddress<'t>> {
        PodAddress::read(self.text, self.has_port())
    }
}

impl<'t> PodAddress<'t> {
    /// Reads a word, behind which a port stands or not.
    pub(crate) fn read(text: &'t str, has_port: bool) -> Option<Self> {
        let mut labels = text.split('.');
        let (set, number) = labels.next()?.rsplit_once('-')?;
        let counts = !set.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let ordinal = number.parse().ok().filter(|_| counts)?;
        // The name of a Service begins with a letter, unlike the rest of a version.
        let service = labels.next().filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))?;
        let (third, fourth) = (labels.next(), labels.next());
        let lacks_namespace = third == Some("svc") && fourth.is_none_or(|next| next == "cluster");
        let qualified = lacks_namespace || fourth == Some("svc");
        // Longer names are those of other domains.
        if fourth.is_some() && !qualified {
            return None;
        }
        let certain = qualified || (third.is_none() && has_port);
        let namespace = third.filter(|_| !lacks_namespace);
        Some(Self { text, set, ordinal, service, namespace, lacks_namespace, certain })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod_addresses(text: &str) -> impl Iterator<Item = PodAddress<'_>> {
        host_words(text, |_| true).filter_map(|word| word.pod_address())
    }

    fn found(text: &str) -> Vec<(&str, u32, &str, Option<&str>, bool)> {
        pod_addresses(text).map(|a| (a.set, a.ordinal, a.service, a.namespace, a.certain)).collect()
    }

    #[test]
    fn addresses_are_found_in_urls_lists_and_flags() {
        assert_eq!(found("redis-3.redis-service:6379"), [("redis", 3, "redis-service", None, true)]);
        assert_eq!(
            found("mongodb://u:p@db-0.mongo.shop.svc.cluster.local:27017,db-1.mongo.shop.svc/x"),
            [("db", 0, "mongo", Some("shop"), true), ("db", 1, "mongo", Some("shop"), true)]
        );
        assert_eq!(
            found("--join=crdb-0.crdb,crdb-1.crdb.shop."),
            [("crdb", 0, "crdb", None, false), ("crdb", 1, "crdb", Some("shop"), false)]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_passed_over() {
        for text in [
            "redis-7.4",
            "/etc/redis/redis-7.conf",
            "redis-$i.redis-service:6379",
            "${NAME}-0.redis:6379",
            "redis-{0..2}.redis",
            "x_redis-0.redis:6379",
            "redis-service:6379",
            "redis-0",
            "node-1.eu.example.com:443",
            "-0.redis:1",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_missing_namespace_is_seen() {
        let lacks = |text: &'static str| pod_addresses(text).map(|a| a.lacks_namespace).collect::<Vec<_>>();
        assert_eq!(
            lacks("redis-0.redis.svc.cluster.local redis-0.redis.shop.svc redis-0.redis.svc"),
            [true, false, true]
        );
    }
}
