//! Where in an object a field is.

use std::fmt;

/// One step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    /// An item of a list, by what it is called.
    Item(String),
}

/// The way to a field: `spec.template.spec.containers[api].image`.
///
/// Items of lists are called by their names, since their places shift.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path(Vec<Step>);

impl Path {
    pub(super) fn key(&self, key: &str) -> Self {
        self.and(Step::Key(key.to_owned()))
    }

    pub(super) fn item(&self, name: &str) -> Self {
        self.and(Step::Item(name.to_owned()))
    }

    fn and(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// Whether it is the field of `pattern` or below it; `[]` stands for any item, as in
    /// `spec.containers[].image`.
    pub(super) fn is_below(&self, pattern: &str) -> bool {
        let wanted: Vec<_> = pattern.split('.').flat_map(split_item).collect();
        let fits = |(step, wanted): (&Step, &&str)| match step {
            Step::Key(key) => key == wanted,
            Step::Item(_) => *wanted == "[]",
        };
        wanted.len() <= self.0.len() && self.0.iter().zip(&wanted).all(fits)
    }

    /// Whether it leads to `path` or beyond it, or `path` beyond it; items of lists are not
    /// told apart, since a server's path has their numbers.
    pub(super) fn is_along(&self, path: &str) -> bool {
        self.keys().zip(keys_of(path)).all(|(own, other)| own == other)
    }

    /// Whether it is an object's `spec`.
    pub(super) fn is_spec(&self) -> bool {
        matches!(&self.0[..], [Step::Key(key)] if key == "spec")
    }

    /// Whether it is an item of the list `pattern`, as in `spec.drivers[]`, and not a field of one.
    pub(super) fn is_item_of(&self, pattern: &str) -> bool {
        self.is_below(pattern)
            && matches!(self.0.last(), Some(Step::Item(_)))
            && self.0.len() == pattern.split('.').flat_map(split_item).count()
    }

    /// The keys on the way, without the items.
    pub(super) fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
    }

    /// What the first item of a list on the way is called.
    pub(super) fn first_item(&self) -> Option<&str> {
        self.0.iter().find_map(|step| match step {
            Step::Item(name) => Some(name.as_str()),
            Step::Key(_) => None,
        })
    }
}

/// The keys of a server's path, without the items of lists.
fn keys_of(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').map(|part| part.split_once('[').map_or(part, |(key, _)| key))
}

/// `containers[]` is a key and an item.
fn split_item(part: &str) -> Vec<&str> {
    part.strip_suffix("[]").map_or_else(|| vec![part], |key| vec![key, "[]"])
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if key.contains(['.', '/']) => write!(f, "[{key}]")?,
                Step::Key(key) if at > 0 => write!(f, ".{key}")?,
                Step::Key(key) => f.write_str(key)?,
                Step::Item(name) => write!(f, "[{name}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_met_by_the_field_and_what_is_below() {
        let image = Path::default().key("spec").key("containers").item("api").key("image");
        assert_eq!(image.to_string(), "spec.containers[api].image");
        assert!(
            ["spec", "spec.containers", "spec.containers[]", "spec.containers[].image"]
                .iter()
                .all(|pattern| image.is_below(pattern))
        );
        assert!(
            ["spec.containers[].name", "spec.container", "spec.containers[].image.tag"]
                .iter()
                .all(|pattern| !image.is_below(pattern))
        );
    }

    #[test]
    fn keys_with_dots_are_set_apart() {
        let label = Path::default().key("metadata").key("labels").key("app.kubernetes.io/name");
        assert_eq!(label.to_string(), "metadata.labels[app.kubernetes.io/name]");
    }
}
