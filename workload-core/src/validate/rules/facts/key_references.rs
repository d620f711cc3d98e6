//! The keys of ConfigMaps and Secrets that Pods name: for variables, files, and mounts of one file.

use crate::k8s::compact_texts::{CompactReader, CompactTexts, CompactWriter};
use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::facts::container_place::{ContainerPlace, small};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::volumes;

/// The keys that the Pods of a workload need, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeyReferences(CompactTexts);

/// A key that the Pods of a workload need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyReference<'r> {
    /// The kind of the object: `ConfigMap` or `Secret`.
    pub(crate) kind: &'static str,
    /// The name of the object.
    pub(crate) name: &'r str,
    /// The key.
    pub(crate) key: &'r str,
    place: KeyPlace,
}

/// Where in the Pods' spec the key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyPlace {
    Variable { container: ContainerPlace, item: u32 },
    Item { volume: u32, item: u32 },
    SubPath { container: ContainerPlace, mount: u32 },
}

impl KeyPlace {
    fn write(self, all: &mut CompactWriter) {
        let (form, first, second) = match self {
            Self::Variable { container, item } => (0, container.code(), item),
            Self::Item { volume, item } => (1, volume as usize, item),
            Self::SubPath { container, mount } => (2, container.code(), mount),
        };
        for number in [form, first, second as usize] {
            all.number(number);
        }
    }

    fn read(all: &mut CompactReader<'_>) -> Option<Self> {
        let (form, first, second) = (all.number()?, all.number()?, small(all.number()?));
        let container = ContainerPlace::from_code(first);
        Some(match form {
            0 => Self::Variable { container, item: second },
            1 => Self::Item { volume: small(first), item: second },
            _ => Self::SubPath { container, mount: second },
        })
    }
}

impl KeyReferences {
    /// They.
    pub(crate) fn iter(&self) -> impl Iterator<Item = KeyReference<'_>> {
        let mut all = self.0.reader();
        std::iter::from_fn(move || {
            let place = KeyPlace::read(&mut all)?;
            let kind = if all.number()? == 1 { "Secret" } else { "ConfigMap" };
            Some(KeyReference { kind, name: all.text()?, key: all.text()?, place })
        })
    }
}

impl KeyReference<'_> {
    /// The path of the key, below the Pods' spec at `spec`.
    pub(crate) fn path(&self, spec: &PathBuilder<'_>) -> Path {
        match self.place {
            KeyPlace::Variable { container, item } => {
                let containers = spec.field(container.list());
                let container = containers.index(container.index());
                let source = if self.kind == "Secret" { "secretKeyRef" } else { "configMapKeyRef" };
                container.field("env").index(item as usize).fields(&["valueFrom", source, "key"]).path()
            }
            KeyPlace::Item { volume, item } => {
                let volumes = spec.field("volumes");
                let volume = volumes.index(volume as usize);
                let source = if self.kind == "Secret" { "secret" } else { "configMap" };
                volume.fields(&[source, "items"]).index(item as usize).field("key").path()
            }
            KeyPlace::SubPath { container, mount } => {
                let containers = spec.field(container.list());
                let container = containers.index(container.index());
                container.field("volumeMounts").index(mount as usize).field("subPath").path()
            }
        }
    }

    /// What becomes of the Pods without the key.
    pub(crate) const fn consequence(&self) -> &'static str {
        match self.place {
            KeyPlace::Variable { .. } => "the container does not start",
            KeyPlace::Item { .. } => "the Pods do not start",
            KeyPlace::SubPath { .. } => "an empty folder is mounted in place of the file",
        }
    }
}

/// The keys that the Pods need, in order.
pub(crate) fn key_references(subject: &Subject<'_>) -> KeyReferences {
    let mut found = CompactWriter::default();
    of_variables(subject, &mut found);
    of_items(subject, &mut found);
    of_mounts(subject, &mut found);
    KeyReferences(found.finish())
}

fn of_variables(subject: &Subject<'_>, found: &mut CompactWriter) {
    for part in subject.containers() {
        for (item, variable) in part.container.env.iter().flatten().enumerate() {
            let Some(source) = &variable.value_from else { continue };
            let place = KeyPlace::Variable { container: ContainerPlace::of(&part), item: small(item) };
            if let Some(map) = &source.config_map_key_ref {
                add(found, ("ConfigMap", &map.name, &map.key), map.optional, place);
            }
            if let Some(secret) = &source.secret_key_ref {
                add(found, ("Secret", &secret.name, &secret.key), secret.optional, place);
            }
        }
    }
}

fn of_items(subject: &Subject<'_>, found: &mut CompactWriter) {
    for (volume, own) in volumes(subject).iter().enumerate() {
        if let Some(map) = &own.config_map {
            for (item, one) in map.items.iter().flatten().enumerate() {
                let place = KeyPlace::Item { volume: small(volume), item: small(item) };
                add(found, ("ConfigMap", &map.name, &one.key), map.optional, place);
            }
        }
        if let Some(secret) = &own.secret {
            let name = secret.secret_name.as_deref().unwrap_or_default();
            for (item, one) in secret.items.iter().flatten().enumerate() {
                let place = KeyPlace::Item { volume: small(volume), item: small(item) };
                add(found, ("Secret", name, &one.key), secret.optional, place);
            }
        }
    }
}

/// A mount of one file of a volume that holds all keys under their own names.
fn of_mounts(subject: &Subject<'_>, found: &mut CompactWriter) {
    for part in subject.containers() {
        for (mount, own) in part.container.volume_mounts.iter().flatten().enumerate() {
            let Some(key) = own.sub_path.as_deref().filter(|path| !path.is_empty() && !path.contains('/'))
            else {
                continue;
            };
            let Some(volume) = volumes(subject).iter().find(|volume| volume.name == own.name) else {
                continue;
            };
            let place = KeyPlace::SubPath { container: ContainerPlace::of(&part), mount: small(mount) };
            if let Some(map) = volume.config_map.as_ref().filter(|map| map.items.is_none()) {
                add(found, ("ConfigMap", &map.name, key), map.optional, place);
            }
            if let Some(secret) = volume.secret.as_ref().filter(|secret| secret.items.is_none()) {
                let name = secret.secret_name.as_deref().unwrap_or_default();
                add(found, ("Secret", name, key), secret.optional, place);
            }
        }
    }
}

fn add(
    found: &mut CompactWriter,
    (kind, name, key): (&'static str, &str, &str),
    optional: Option<bool>,
    place: KeyPlace,
) {
    if optional != Some(true) && !name.is_empty() && !key.is_empty() {
        place.write(found);
        found.number(usize::from(kind == "Secret"));
        found.text(name);
        found.text(key);
    }
}
