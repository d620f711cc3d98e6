//! Image references, as far as rules look at them: which program is it, from whom?

use memchr::{memchr, memchr2, memrchr};

/// A reference without its registry and its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repository<'i> {
    /// `redis`, `bitnami/redis`, `google-samples/cassandra`.
    pub(crate) path: &'i str,
    /// `7.4`; empty when there is none.
    pub(crate) tag: &'i str,
    /// Whether it is an official image of Docker Hub, wherever it is mirrored: its layout is known.
    pub(crate) official: bool,
}

impl<'i> Repository<'i> {
    /// Reads a reference such as `docker.io/library/redis:7.4@sha256:…`.
    pub(crate) fn of(image: &'i str) -> Self {
        // Every container's image comes by here, several times.
        let name = &image[..memchr(b'@', image.as_bytes()).unwrap_or(image.len())];
        let (name, tag) = match memrchr(b':', name.as_bytes()) {
            Some(at) if memchr(b'/', &name.as_bytes()[at..]).is_none() => (&name[..at], &name[at + 1..]),
            _ => (name, ""),
        };
        let (domain, path) = match memchr(b'/', name.as_bytes()) {
            Some(at) if is_domain(&name[..at]) => (&name[..at], &name[at + 1..]),
            _ => ("", name),
        };
        // `docker.io/library/redis`, and mirrors that keep the folder: `harbor.example/library/redis`.
        let (path, library) = match last_library(path) {
            Some((before, path)) if before.is_empty() || before.ends_with('/') => (path, true),
            _ => (path, false),
        };
        let hub = matches!(domain, "" | "docker.io" | "index.docker.io");
        Self { path, tag, official: library || (hub && memchr(b'/', path.as_bytes()).is_none()) }
    }

    /// Its last part: the program, if the name says the truth.
    pub(crate) fn last(&self) -> &'i str {
        &self.path[memrchr(b'/', self.path.as_bytes()).map_or(0, |slash| slash + 1)..]
    }

    /// Its last two parts: the program and whose it is.
    pub(crate) fn last_two(&self) -> &'i str {
        let path = self.path.as_bytes();
        let slash = memrchr(b'/', path).and_then(|last| memrchr(b'/', &path[..last]));
        slash.map_or(self.path, |slash| &self.path[slash + 1..])
    }

    /// The number that its tag begins with: 16 of `16.4-alpine`.
    pub(crate) fn major(&self) -> Option<u32> {
        let digits = self.tag.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.tag.len());
        self.tag[..digits].parse().ok()
    }
}

/// What stands before the last `library/` and behind it.
fn last_library(path: &str) -> Option<(&str, &str)> {
    let before = |end: &usize| memrchr(b'/', &path.as_bytes()[..*end]);
    let mut slashes = std::iter::successors(before(&path.len()), before);
    slashes.find_map(|at| Some((path[..at].strip_suffix("library")?, &path[at + 1..])))
}

fn is_domain(part: &str) -> bool {
    memchr2(b'.', b':', part.as_bytes()).is_some() || part == "localhost"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_and_tags_fall_away() {
        for (image, path, tag, official) in [
            ("redis", "redis", "", true),
            ("docker.io/redis:7.4", "redis", "7.4", true),
            ("docker.io/library/redis@sha256:00", "redis", "", true),
            ("localhost:5000/redis", "redis", "", false),
            ("harbor.example/proxy/library/redis:7", "redis", "7", true),
            ("bitnami/redis:7", "bitnami/redis", "7", false),
            ("ghcr.io/library/mylibrary/redis:7", "library/mylibrary/redis", "7", false),
            ("ghcr.io/a/library/b/c", "b/c", "", true),
            ("gcr.io/google-samples/cassandra:v13", "google-samples/cassandra", "v13", false),
        ] {
            assert_eq!(Repository::of(image), Repository { path, tag, official }, "{image}");
        }
        let deep = Repository::of("harbor.example/hub/bitnami/redis:7.4-debian");
        assert_eq!((deep.last(), deep.last_two(), deep.major()), ("redis", "bitnami/redis", Some(7)));
        assert_eq!(Repository::of("postgres:alpine").major(), None);
    }
}
