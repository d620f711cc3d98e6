//! The names of Pods that stand in the texts of an object: commands, variables, data.

use k8s_openapi::api::core::v1::ServiceSpec;
use memchr::memchr_iter;

use crate::k8s::compact_texts::CompactTexts;
use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::Path;
use crate::validate::rules::facts::addresses::{each_told, host_words};
use crate::validate::rules::facts::pod_names::random_name;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::words::numbered_names;

/// What the texts of an object mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    /// What may be the address of a Pod of a StatefulSet: `redis-0.redis`.
    pub(crate) addresses: Vec<AddressMention>,
    /// What may be the name of a Pod that a controller made up: the names in each text, up to the
    /// first that is certain.
    pub(crate) random: Vec<(Path, Vec<Box<str>>)>,
    /// The names before a number, in order: `redis` of `redis-0`.
    pub(crate) numbered: CompactTexts,
}

/// A word that may be the address of a Pod, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddressMention {
    pub(crate) path: Path,
    pub(crate) text: Box<str>,
    /// Whether a port stands behind it.
    pub(crate) has_port: bool,
}

impl Mentions {
    /// What the texts of an object mention; none when that is nothing.
    pub(super) fn of(subject: &Subject<'_>) -> Option<Box<Self>> {
        let mut mentions = Self::default();
        let mut numbered: Vec<&str> = Vec::new();
        each_told(subject, &mut |at, text| {
            let shape = Shape::of(text);
            if shape.number {
                numbered.extend(numbered_names(text));
                mentions.add_addresses(|| at.path(), text);
            }
            if shape.random {
                mentions.add_random(|| at.path(), text);
            }
        });
        if let Object::Service(service) = subject.object {
            let spec: Option<&ServiceSpec> = service.spec.get();
            let selector = spec.and_then(|spec| spec.selector.as_ref());
            let values = selector.into_iter().flat_map(|selector| selector.values());
            numbered.extend(values.flat_map(|text| numbered_names(text)));
        }
        numbered.sort_unstable();
        numbered.dedup();
        mentions.numbered = numbered.into_iter().collect();
        (!mentions.is_empty()).then(|| Box::new(mentions))
    }

    /// Whether a rule may report one of the texts.
    pub(crate) fn has_places(&self) -> bool {
        !(self.addresses.is_empty() && self.random.is_empty())
    }

    fn is_empty(&self) -> bool {
        self.numbered.is_empty() && !self.has_places()
    }

    /// An address that is repeated is mentioned once.
    fn add_addresses(&mut self, path: impl Fn() -> Path, text: &str) {
        for word in host_words(text).filter(|word| word.pod_address().is_some()) {
            let mention = AddressMention { path: path(), text: word.text.into(), has_port: word.has_port() };
            if self.addresses.last() != Some(&mention) {
                self.addresses.push(mention);
            }
        }
    }

    fn add_random(&mut self, path: impl Fn() -> Path, text: &str) {
        let mut names: Vec<Box<str>> = Vec::new();
        for word in host_words(text) {
            let name = word.text.split('.').next().unwrap_or_default();
            let Some(random) = random_name(name) else { continue };
            names.push(name.into());
            if random.certain {
                break;
            }
        }
        if !names.is_empty() {
            self.random.push((path(), names));
        }
    }
}

/// Which names a text may hold, as far as the characters behind its hyphens tell.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    /// A name with a number, written or a variable's: `redis-0`, `redis-$i`.
    number: bool,
    /// A name that ends with five random letters and digits: `api-x7k2q`.
    random: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut shape = Self::default();
        for hyphen in memchr_iter(b'-', bytes) {
            let rest = &bytes[hyphen + 1..];
            shape.number |= rest.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'$');
            shape.random |= ends_in_five(rest);
        }
        shape
    }
}

fn ends_in_five(rest: &[u8]) -> bool {
    let Some((five, after)) = rest.split_at_checked(5) else { return false };
    five.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (bool, bool) {
        let shape = Shape::of(text);
        (shape.number, shape.random)
    }

    #[test]
    fn the_shape_of_a_text_says_what_may_stand_in_it() {
        assert_eq!(shape("redis-0.redis:6379"), (true, false));
        assert_eq!(shape("redis-$(i)"), (true, false));
        assert_eq!(shape("see api-6d4cf56db6-x7k2q."), (true, true));
        assert_eq!(shape("--level=debug -v"), (false, true));
        assert_eq!(shape("read-only and long-words-here"), (false, false));
        assert_eq!(shape("x-short"), (false, true));
    }
}
