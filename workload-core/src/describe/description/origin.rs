//! Where every part came from: the Rust file, line and column that asked for it.

use std::panic::Location;

/// The Rust place behind one part of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The part, from the root of its object: `spec.template.spec.nodeSelector`.
    pub path: String,
    /// The file, line and column that asked for it.
    pub place: Location<'static>,
}

/// Where in a description's objects a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The root of the workload's object.
    Object,
    /// The root of the Job's spec.
    Job,
    /// The Pod template.
    Template,
    /// The Pod's spec.
    Pod,
    /// The main container.
    Main,
    /// The companion of that kind that is called as the app is.
    Kind(&'static str),
    /// A companion, by kind and name: `("Service", "redis-service")`.
    Companion(&'static str, String),
    /// An object of any kind that the app brings, by kind and name.
    Extra(String, String),
    /// The volume of that name, and the object behind it.
    Volume(String),
    /// The namespace that the app brings.
    Namespace,
    /// The app's own Service, whatever its name will be.
    Service,
}

/// The origins of a description's parts, in the order in which they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<(Anchor, String, &'static Location<'static>)>);

impl Origins {
    /// Notes that the caller asked for the part at `path` below `anchor`.
    #[track_caller]
    pub(crate) fn note(&mut self, anchor: Anchor, path: &str) {
        self.0.push((anchor, path.to_owned(), Location::caller()));
    }

    /// Takes over what a container noted about itself.
    pub(crate) fn extend(&mut self, anchor: &Anchor, prefix: &str, others: &Origins) {
        for (_, path, place) in &others.0 {
            self.0.push((anchor.clone(), join(prefix, path), place));
        }
    }

    /// The place that asked for the part at `path` below `anchor`; the last one, as it counts.
    pub(crate) fn place(&self, anchor: &Anchor, path: &str) -> Option<Location<'static>> {
        let here =
            |(other, at, _): &&(Anchor, String, &'static Location<'static>)| other == anchor && at == path;
        self.0.iter().rev().find(here).map(|(_, _, place)| **place)
    }

    /// The origins below the anchors that `root` knows, with their paths from the object's root.
    pub(crate) fn resolve(&self, root: impl Fn(&Anchor) -> Option<String>) -> Vec<Origin> {
        let below = |(anchor, path, place): &(Anchor, String, &'static Location<'static>)| {
            Some(Origin { path: join(&root(anchor)?, path), place: **place })
        };
        self.0.iter().filter_map(below).collect()
    }
}

/// Joins two paths with a dot, where both say something.
fn join(prefix: &str, path: &str) -> String {
    if prefix.is_empty() || path.is_empty() || path.starts_with('[') {
        format!("{prefix}{path}")
    } else {
        format!("{prefix}.{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_that_asked_counts() {
        let mut origins = Origins::default();
        origins.note(Anchor::Object, "spec.replicas");
        origins.note(Anchor::Object, "spec.replicas");
        let place = origins.place(&Anchor::Object, "spec.replicas").unwrap();
        assert_eq!((place.file(), place.line()), (file!(), line!() - 2));
        assert_eq!(origins.place(&Anchor::Pod, "spec.replicas"), None);
    }

    #[test]
    fn paths_begin_at_the_root_of_the_object() {
        let mut container = Origins::default();
        container.note(Anchor::Main, "env[0]");
        container.note(Anchor::Main, "");
        let mut origins = Origins::default();
        origins.extend(&Anchor::Pod, "containers[1]", &container);
        origins.note(Anchor::Service, "spec.ports[0]");
        let pod = |anchor: &Anchor| (*anchor == Anchor::Pod).then(|| "spec.template.spec".to_owned());
        let paths: Vec<_> = origins.resolve(pod).into_iter().map(|origin| origin.path).collect();
        assert_eq!(paths, ["spec.template.spec.containers[1].env[0]", "spec.template.spec.containers[1]"]);
    }
}
