//! Image references, as far as rules look at them: which program is it, from whom?

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
        let name = image.split('@').next().unwrap_or_default();
        let (name, tag) = match name.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, tag),
            _ => (name, ""),
        };
        let (domain, path) = match name.split_once('/') {
            Some((domain, path)) if is_domain(domain) => (domain, path),
            _ => ("", name),
        };
        // `docker.io/library/redis`, and mirrors that keep the folder: `harbor.example/library/redis`.
        let (path, library) = match last_library(path) {
            Some((before, path)) if before.is_empty() || before.ends_with('/') => (path, true),
            _ => (path, false),
        };
        let hub = matches!(domain, "" | "docker.io" | "index.docker.io");
        Self { path, tag, official: library || (hub && !path.contains('/')) }
    }

    /// Its last part: the program, if the name says the truth.
    pub(crate) fn last(&self) -> &'i str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Its last two parts: the program and whose it is.
    pub(crate) fn last_two(&self) -> &'i str {
        let slash = self.path.rfind('/').and_then(|last| self.path[..last].rfind('/'));
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
    let mut slashes = path.rmatch_indices('/');
    slashes.find_map(|(at, _)| Some((path[..at].strip_suffix("library")?, &path[at + 1..])))
}

fn is_domain(part: &str) -> bool {
    part.contains(['.', ':']) || part == "localhost"
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
