//! Where a store's data end up: on what lasts, on what goes with the Pod, or nowhere.

use k8s_openapi::api::core::v1::{Container, VolumeMount};

use super::super::subject::Subject;
use super::super::volumes::{Lasting, is_in, lasting};
use super::Running;
use super::table::Store;

/// Where the data of a store end up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate::rules) enum Home {
    /// On a volume that outlives the Pod, or may.
    Lasts,
    /// On a volume that goes with the Pod.
    Scratch {
        /// The mount's number.
        mount: usize,
        /// The volume's number.
        volume: usize,
        /// The volume's field: `emptyDir`.
        field: &'static str,
    },
    /// In the container's own file system, beside a volume that would last.
    Beside {
        /// The number of that volume's mount.
        mount: usize,
        /// Whether that mount is above the data, and the image's own volume hides it.
        hidden: bool,
    },
    /// In the container's own file system.
    Nowhere,
}

/// Mounts of an emptyDir that are for something else than data.
const NO_DATA: &[&str] = &["/tmp", "/run", "/var/run", "/dev/shm", "/var/log", "/scripts", "/etc"];

/// What a container is told about the folder of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told<'c> {
    /// Nothing.
    Nothing,
    /// Something that does not say which folder.
    Somewhere,
    /// This folder.
    PathBuilder(&'c str),
}

impl<'c> Told<'c> {
    /// Reads the value of a flag or a variable.
    pub(super) fn of(value: &'c str) -> Self {
        // `/data/$(POD_NAME)` lies in `/data` for sure.
        let value = value.split("$(").next().unwrap_or_default();
        if value.starts_with('/') { Self::PathBuilder(value.trim_end_matches('/')) } else { Self::Somewhere }
    }
}

/// The folder that a variable names.
pub(super) fn from_env<'c>(container: &'c Container, store: &Store) -> Told<'c> {
    let variable =
        container.env.iter().flatten().find(|variable| store.env.contains(&variable.name.as_str()));
    variable.map_or(Told::Nothing, |variable| Told::of(variable.value.as_deref().unwrap_or_default()))
}

/// Where the data of `running` end up.
pub(super) fn home(subject: &Subject<'_>, mounts: &[VolumeMount], running: &Running<'_>) -> Home {
    let kinds: Vec<_> = mounts.iter().map(|mount| lasting(subject, &mount.name)).collect();
    match running.folder {
        Some(folder) => of_folder(mounts, &kinds, folder, running.own_volume),
        None => of_some_folder(mounts, &kinds, running.usual),
    }
}

/// When it is certain that the data are in `folder`.
fn of_folder(mounts: &[VolumeMount], kinds: &[Lasting], folder: &str, own: Option<&str>) -> Home {
    let lasts = |at: &usize| kinds[*at] == Lasting::Lasts;
    let all = || 0..mounts.len();
    if all().filter(lasts).any(|at| is_in(&mounts[at].mount_path, folder)) {
        return Home::Lasts;
    }
    let above = all().filter(|at| is_in(folder, &mounts[*at].mount_path));
    let deepest = above.max_by_key(|at| mounts[*at].mount_path.trim_end_matches('/').len());
    // The runtime gives a container a folder of its own for each volume that its image declares,
    // unless a mount has that very path; a mount above it is hidden.
    let hidden = deepest
        .is_some_and(|at| own.is_some_and(|own| is_in(folder, own) && !is_in(&mounts[at].mount_path, own)));
    match deepest.filter(|_| !hidden).map(|at| (at, kinds[at])) {
        Some((mount, Lasting::Scratch { volume, field })) => Home::Scratch { mount, volume, field },
        Some(_) => Home::Lasts,
        None => match deepest.filter(lasts).or_else(|| all().find(lasts)) {
            Some(mount) => Home::Beside { mount, hidden },
            None => Home::Nowhere,
        },
    }
}

/// When it is not: what lasts will be it, and what does not may be.
fn of_some_folder(mounts: &[VolumeMount], kinds: &[Lasting], usual: Option<&str>) -> Home {
    if kinds.contains(&Lasting::Lasts) {
        return Home::Lasts;
    }
    let for_data = |mount: &VolumeMount| match usual {
        Some(usual) if is_in(usual, &mount.mount_path) => true,
        _ => !NO_DATA.iter().any(|other| is_in(&mount.mount_path, other)),
    };
    let scratch = kinds.iter().enumerate().find_map(|(mount, kind)| match *kind {
        Lasting::Scratch { volume, field } if for_data(&mounts[mount]) => {
            Some(Home::Scratch { mount, volume, field })
        }
        _ => None,
    });
    scratch.unwrap_or(Home::Nowhere)
}
