//! A container in which a store may run: all that its object tells, in little memory.

use std::cell::LazyCell;
use std::ops::Deref;

use k8s_openapi::api::core::v1::Container;

use super::cache_names::{is_named_a_cache, says_cache};
use super::command::Command;
use super::image::find;
use super::setting::DataDirSetting;
use super::settings::may_matter;
use super::signs::by_signs;
use super::table::Store;
use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::{Lasting, NamedVolumes, mounts};

/// A container in which a store may run. What ConfigMaps say may change that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreContainer {
    /// The list that it stands in: `containers` or `initContainers`.
    pub(crate) list: &'static str,
    /// Its number in that list.
    pub(crate) index: usize,
    /// Its name.
    pub(crate) name: Box<str>,
    /// Its mounts, in order.
    pub(crate) mounts: Box<[StoreMount]>,
    pub(super) store: &'static Store,
    /// Whether the server is named, or is what the image runs by itself.
    pub(super) sure: bool,
    /// The folder that its flags and variables name.
    pub(super) folder: DataDirSetting<Box<str>>,
    /// Where it keeps its data unless a file says otherwise.
    pub(super) usual: Option<&'static str>,
    /// Whether no file can say otherwise.
    pub(super) is_usual_certain: bool,
    /// The folder that the image declares a volume: one for each container, gone with it.
    pub(super) own_volume: Option<&'static str>,
    /// Whether a volume is attached to it as a device.
    pub(super) has_devices: bool,
    /// What it is told, where that may say how it keeps its data.
    pub(super) told: Box<str>,
    /// The ConfigMaps that it mounts.
    pub(super) mounted_maps: Box<[Box<str>]>,
    /// The ConfigMaps whose entries become variables, with the prefix of these.
    pub(super) variable_maps: Box<[(Box<str>, Box<str>)]>,
}

/// A mount of such a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreMount {
    /// The volume's name.
    pub(crate) name: Box<str>,
    /// Where it is mounted.
    pub(crate) path: Box<str>,
    /// How long its data stays.
    pub(super) lasting: Lasting,
}

/// The containers of a workload in which stores may run to stay; none of one that is called a cache.
pub(crate) fn store_containers(subject: &Subject<'_>) -> Box<[StoreContainer]> {
    if matches!(subject.object.kind(), "Job" | "CronJob") {
        return Box::default();
    }
    let parts = subject.containers().filter(|part| !part.ends_first());
    let volumes = LazyCell::new(|| NamedVolumes::of(subject));
    let mut found = parts.filter_map(|part| StoreContainer::of(&volumes, part)).peekable();
    if found.peek().is_none() || is_named_a_cache(subject) {
        return Box::default();
    }
    found.collect()
}

impl StoreContainer {
    fn of<'s>(volumes: &impl Deref<Target = NamedVolumes<'s>>, part: ContainerPart<'_>) -> Option<Self> {
        let container = part.container;
        let repository = Repository::of(container.image.as_deref()?);
        let (store, image, sign) = match find(&repository) {
            Some((store, image)) => (store, image, None),
            None => by_signs(container).map(|(store, folder)| (store, None, Some(folder)))?,
        };
        let command = Command::of(container, store);
        let is_other = !store.not_called.is_empty() && container.name.contains(store.not_called);
        if !command.serves || is_other || says_cache(&container.name) {
            return None;
        }
        let (usual, own_volume) = image.map_or((sign, None), |image| image.data.of(&repository));
        let folder = match command.folder(store) {
            DataDirSetting::Nothing => DataDirSetting::from_env(container, store),
            told => told,
        };
        let told = told(container);
        Some(Self {
            list: part.list,
            index: part.index,
            name: container.name.as_str().into(),
            mounts: mounts(container).iter().map(|mount| StoreMount::of(volumes, mount)).collect(),
            store,
            sure: command.sure,
            folder: folder.boxed(),
            usual,
            is_usual_certain: command.certain && sign.is_none(),
            own_volume,
            has_devices: container.volume_devices.as_ref().is_some_and(|devices| !devices.is_empty()),
            told: if may_matter(&told) { told.into() } else { Box::default() },
            mounted_maps: mounted_maps(volumes, container),
            variable_maps: variable_maps(container),
        })
    }
}

impl StoreMount {
    fn of(volumes: &NamedVolumes<'_>, mount: &k8s_openapi::api::core::v1::VolumeMount) -> Self {
        Self {
            name: mount.name.as_str().into(),
            path: mount.mount_path.as_str().into(),
            lasting: volumes.lasting(&mount.name),
        }
    }
}

/// What a container is told: its words and its variables, a line each.
fn told(container: &Container) -> String {
    let words = container.command.iter().chain(&container.args).flatten();
    let mut told = String::new();
    for word in words {
        // An argument of nothing is something: `--save ""`.
        told.push(' ');
        told.push_str(if word.is_empty() { "\"\"" } else { word });
    }
    told.push('\n');
    for variable in container.env.iter().flatten() {
        told.push_str(&variable.name);
        told.push('=');
        told.push_str(variable.value.as_deref().unwrap_or_default());
        told.push('\n');
    }
    told
}

fn mounted_maps(volumes: &NamedVolumes<'_>, container: &Container) -> Box<[Box<str>]> {
    let maps = mounts(container).iter().filter_map(|mount| volumes.get(&mount.name)?.config_map.as_ref());
    maps.map(|map| map.name.as_str().into()).collect()
}

fn variable_maps(container: &Container) -> Box<[(Box<str>, Box<str>)]> {
    let sources = container.env_from.iter().flatten();
    let maps = sources.filter_map(|source| {
        let map = source.config_map_ref.as_ref()?;
        Some((map.name.as_str().into(), source.prefix.as_deref().unwrap_or_default().into()))
    });
    maps.collect()
}
