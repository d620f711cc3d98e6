//! A container: the main one of an app, or one beside it.

use k8s_openapi::api::core::v1::Container as Raw;
use serde::{Deserialize, Serialize};

use super::origin::{Anchor, Origins};
use crate::describe::parts::AddressText;
use crate::k8s::literal::{FieldName, Leaf, find, group_forms};
use crate::k8s::values::Name;
use crate::syntax::text::Message;

/// A container, described key by key with the same keys as the app's main one.
///
/// ```
/// use workload_core::Container;
/// use workload_core::values::{Image, Name};
///
/// let mut proxy = Container::named(Name::new("proxy"));
/// proxy.image(Image::new("envoy:v1.34"));
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Container {
    pub(crate) raw: Raw,
    /// The texts that hold addresses, by their place.
    pub(crate) addresses: Vec<(TextPlace, AddressText)>,
    #[serde(skip)]
    pub(crate) origins: Origins,
    named_by_field: bool,
}

/// Containers are equal when they say the same, wherever they say it.
impl PartialEq for Container {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
            && self.addresses == other.addresses
            && self.named_by_field == other.named_by_field
    }
}

/// Where in a container a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TextPlace {
    /// The value of a variable.
    Env(usize),
    /// A word of the command.
    Command(usize),
    /// An argument.
    Arg(usize),
}

impl Container {
    /// A container of which nothing is known yet, not even its name.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        let mut container = Self::default();
        container.note("");
        container
    }

    /// A container called `name` of which nothing else is known yet.
    #[must_use]
    #[track_caller]
    pub fn named(name: Name) -> Self {
        let mut container = Self::new();
        container.raw.name = name.into();
        container
    }

    /// `name = "proxy"`: what the container is called; a field gives its own name.
    #[track_caller]
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.raw.name = name.into();
        self.note("name")
    }

    /// Notes that the caller's caller asked for the part at `path` of this container.
    #[track_caller]
    pub(crate) fn note(&mut self, path: &str) -> &mut Self {
        self.origins.note(Anchor::Main, path);
        self
    }

    /// The container, called after its field unless it has a name.
    fn named_after_field(mut self, field: &FieldName) -> Self {
        if self.raw.name.is_empty() {
            self.raw.name = field.kebab();
            self.named_by_field = true;
        }
        self
    }

    /// The container as one of several that a field gives.
    fn numbered(mut self, at: usize) -> Self {
        if self.named_by_field {
            self.raw.name = format!("{}-{at}", self.raw.name);
        }
        self
    }

    /// Writes the addresses as an app in the namespace `caller` of `stack` needs them.
    pub(crate) fn settle_addresses(&mut self, caller: Option<&str>, stack: Option<&str>) {
        for (place, text) in &self.addresses {
            let text = text.seen_from(caller, stack);
            match place {
                TextPlace::Command(at) => set_word(self.raw.command.as_mut(), *at, text),
                TextPlace::Arg(at) => set_word(self.raw.args.as_mut(), *at, text),
                TextPlace::Env(at) => {
                    if let Some(var) = self.raw.env.as_mut().and_then(|vars| vars.get_mut(*at)) {
                        var.value = Some(text);
                    }
                }
            }
        }
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "name").is_none() {
            return Err(Message::of("a container beside the main one needs a name: add `name = \"…\"`"));
        }
        if find(keys, "image").is_none() {
            return Err(Message::of("this container has no image: add `image = \"…\"`"));
        }
        Ok(())
    }
}

group_forms!(Container: "a container, such as `sidecar(name = \"proxy\", image = \"envoy:v1.34\")`",
    check => Container::check, named_after => Container::named_after_field, repeats, numbered => Container::numbered);

/// Replaces one of the words of a command.
fn set_word(words: Option<&mut Vec<String>>, at: usize, text: String) {
    if let Some(word) = words.and_then(|words| words.get_mut(at)) {
        *word = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::k8s::literal::ToPart;

    #[test]
    fn a_field_names_a_container_without_a_name() {
        let proxy = ToPart::<Container>::to_part(&Container::new(), &FieldName("the_proxy")).unwrap();
        assert_eq!(proxy.raw.name, "the-proxy");
        let named = Container::named(Name::new("envoy"));
        let named: Container = named.to_part(&FieldName("the_proxy")).unwrap();
        assert_eq!(named.raw.name, "envoy");
    }
}
