//! Where a store's data end up: on what lasts, on what goes with the Pod, or nowhere.

use super::container::StoreMount;
use super::datastore::Datastore;
use crate::validate::rules::facts::volumes::{Lasting, is_in};

/// Where the data of a store end up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataLocation {
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
const NO_DATA: &[&str] = &[
    "/tmp",
    "/run",
    "/var/run",
    "/dev/shm",
    "/var/log",
    "/scripts",
    "/etc",
    "/config",
    "/certs",
    "/docker-entrypoint-initdb.d",
    "/usr",
];

impl Datastore<'_> {
    /// Where its data end up.
    pub(crate) fn location(&self) -> DataLocation {
        let container = self.container;
        if container.has_devices {
            return DataLocation::Lasts;
        }
        match self.folder {
            Some(folder) => of_folder(&container.mounts, folder, container.own_volume),
            None => of_some_folder(&container.mounts, self.usual),
        }
    }
}

/// When it is certain that the data are in `folder`.
fn of_folder(mounts: &[StoreMount], folder: &str, own: Option<&str>) -> DataLocation {
    let lasts = |at: &usize| mounts[*at].lasting == Lasting::Lasts;
    let all = || 0..mounts.len();
    if all().filter(lasts).any(|at| is_in(&mounts[at].path, folder)) {
        return DataLocation::Lasts;
    }
    let above = all().filter(|at| is_in(folder, &mounts[*at].path));
    let deepest = above.max_by_key(|at| mounts[*at].path.trim_end_matches('/').len());
    // The runtime gives a container a folder of its own for each volume that its image declares,
    // unless a mount has that very path; a mount above it is hidden.
    let hidden =
        deepest.is_some_and(|at| own.is_some_and(|own| is_in(folder, own) && !is_in(&mounts[at].path, own)));
    match deepest.filter(|_| !hidden).map(|at| (at, mounts[at].lasting)) {
        Some((mount, Lasting::Scratch { volume, field })) => DataLocation::Scratch { mount, volume, field },
        Some(_) => DataLocation::Lasts,
        None => match deepest.filter(lasts).or_else(|| all().find(lasts)) {
            Some(mount) => DataLocation::Beside { mount, hidden },
            None => DataLocation::Nowhere,
        },
    }
}

/// When it is not: what lasts will be it, and what does not may be.
fn of_some_folder(mounts: &[StoreMount], usual: Option<&str>) -> DataLocation {
    if mounts.iter().any(|mount| mount.lasting == Lasting::Lasts) {
        return DataLocation::Lasts;
    }
    let for_data = |mount: &StoreMount| match usual {
        Some(usual) => is_in(usual, &mount.path) || is_in(&mount.path, usual),
        None => !NO_DATA.iter().any(|other| is_in(&mount.path, other)),
    };
    let scratch = mounts.iter().enumerate().find_map(|(number, mount)| match mount.lasting {
        Lasting::Scratch { volume, field } if for_data(mount) => {
            Some(DataLocation::Scratch { mount: number, volume, field })
        }
        _ => None,
    });
    scratch.unwrap_or(DataLocation::Nowhere)
}
