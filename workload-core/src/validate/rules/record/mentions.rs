//! The names of Pods that stand in the texts of an object: commands, variables, data.

use k8s_openapi::api::core::v1::ServiceSpec;
use memchr::memchr_iter;

use super::compact_path::CompactPath;
use crate::k8s::compact_texts::CompactTexts;
use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::Path;
use crate::validate::rules::facts::addresses::{each_told, host_words};
use crate::validate::rules::facts::pod_names::random_name;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::words::numbered_names;
use crate::validate::rules::record::hosts::{HostMention, hosts};

/// What the texts of an object mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    /// What may be the address of a Pod of a StatefulSet: `redis-0.redis`.
    pub(crate) addresses: Vec<AddressMention>,
    /// What may be the name of a Pod that a controller made up: the names in each text, up to the
    /// first that is certain.
    pub(crate) random: Vec<(CompactPath, Vec<Box<str>>)>,
    /// The hosts that programs are told to reach.
    pub(crate) hosts: Box<[HostMention]>,
    /// The names before a number, in order: `redis` of `redis-0`.
    pub(crate) numbered: CompactTexts,
}

/// A word that may be the address of a Pod, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddressMention {
    pub(crate) path: CompactPath,
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
            let hyphens = Hyphens::of(text.as_bytes());
            if hyphens.before_number {
                numbered.extend(numbered_names(text));
                mentions.add_addresses(|| at.path(), text);
            }
            if hyphens.before_random {
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
        mentions.hosts = hosts(subject).into();
        (!mentions.is_empty()).then(|| Box::new(mentions))
    }

    /// Whether a rule may report one of the texts.
    pub(crate) fn has_places(&self) -> bool {
        !(self.addresses.is_empty() && self.random.is_empty() && self.hosts.is_empty())
    }

    fn is_empty(&self) -> bool {
        self.numbered.is_empty() && !self.has_places()
    }

    /// An address that is repeated is mentioned once.
    fn add_addresses(&mut self, path: impl Fn() -> Path, text: &str) {
        let begins_number = |rest: &[u8]| rest.first().is_some_and(u8::is_ascii_digit);
        for word in host_words(text, begins_number).filter(|word| word.pod_address().is_some()) {
            let mention =
                AddressMention { path: path().into(), text: word.text.into(), has_port: word.has_port() };
            if self.addresses.last() != Some(&mention) {
                self.addresses.push(mention);
            }
        }
    }

    fn add_random(&mut self, path: impl Fn() -> Path, text: &str) {
        let mut names: Vec<Box<str>> = Vec::new();
        for word in host_words(text, begins_random) {
            let name = word.text.split('.').next().unwrap_or_default();
            let Some(random) = random_name(name) else { continue };
            names.push(name.into());
            if random.certain {
                break;
            }
        }
        if !names.is_empty() {
            self.random.push((path().into(), names));
        }
    }
}

/// What stands behind the hyphens of a text: most texts have none that tells anything.
#[derive(Default)]
struct Hyphens {
    /// Whether one stands before a digit, or before a variable.
    before_number: bool,
    before_random: bool,
}

impl Hyphens {
    fn of(text: &[u8]) -> Self {
        let mut hyphens = Self::default();
        for at in memchr_iter(b'-', text) {
            let rest = &text[at + 1..];
            hyphens.before_number |= rest.first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'$');
            hyphens.before_random |= begins_random(rest);
        }
        hyphens
    }
}

/// Whether what stands behind a hyphen may be the random end of a name: five letters and digits, as in
/// `api-x7k2q`.
fn begins_random(rest: &[u8]) -> bool {
    let Some((five, after)) = rest.split_at_checked(5) else { return false };
    five.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ends_have_five_letters_and_digits() {
        for (rest, random) in [
            ("x7k2q", true),
            ("x7k2q.", true),
            ("short", true),
            ("x7k2", false),
            ("x7k2q-a", false),
            ("x7K2q", false),
        ] {
            assert_eq!(begins_random(rest.as_bytes()), random, "{rest}");
        }
    }
}
