//! Names of Pods that a controller made up.

/// The letters and digits of which Kubernetes makes up names: no vowels, and nothing that looks
/// like them (apimachinery `util/rand`).
const RANDOM: &str = "bcdfghjklmnpqrstvwxz2456789";

/// Those of a template's hash: the ten digits of a number, each with a letter of its own.
const HASH: &str = "456789bcdf";

/// A name with a made-up end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RandomName<'t> {
    /// The name of the workload.
    pub(crate) workload: &'t str,
    /// Whether it has the hash of a Deployment's template in it.
    pub(crate) hashed: bool,
    /// Whether nothing else looks like this: otherwise a workload of that name must be known.
    pub(crate) certain: bool,
}

/// Reads a name such as `api-7d4b9c6f5d-x2x9z` or `agent-x2x9z`.
pub(crate) fn random_name(name: &str) -> Option<RandomName<'_>> {
    let (rest, end) = name.rsplit_once('-').filter(|(_, end)| end.len() == 5)?;
    if let Some((workload, hash)) = rest.rsplit_once('-').filter(|(before, hash)| is_hash(before, hash)) {
        let real = hash.len() >= 8 && of(hash, HASH) && of(end, RANDOM);
        let like = of(end, "abcdefghijklmnopqrstuvwxyz0123456789");
        return like.then_some(RandomName { workload, hashed: true, certain: real });
    }
    let random = !rest.is_empty() && of(end, RANDOM) && has_both(end);
    random.then_some(RandomName { workload: rest, hashed: false, certain: false })
}

fn is_hash(before: &str, hash: &str) -> bool {
    !before.is_empty() && (6..=10).contains(&hash.len()) && has_both(hash)
}

fn of(text: &str, letters: &str) -> bool {
    text.chars().all(|c| letters.contains(c))
}

fn has_both(text: &str) -> bool {
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    digit && text.bytes().any(|b| b.is_ascii_lowercase()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_names_are_told_from_given_ones() {
        let read = |name| random_name(name).map(|name| (name.workload, name.hashed, name.certain));
        assert_eq!(read("nginx-deployment-66b6c48dd5-7gl6h"), Some(("nginx-deployment", true, true)));
        // As people write them: a hash of a node's making has no `e`, no `a` and no `1`.
        assert_eq!(read("api-server-7f8d9c-abcde"), Some(("api-server", true, false)));
        assert_eq!(read("agent-x2x9z"), Some(("agent", false, false)));
        for name in
            ["redis-service", "api-https", "redis-0", "shop-eu-west", "a-b", "x2x9z", "api-20240101-night"]
        {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
