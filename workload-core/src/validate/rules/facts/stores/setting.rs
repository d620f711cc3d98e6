//! The folder of a store's data, as a container's flags and variables set it.

use k8s_openapi::api::core::v1::Container;

use super::table::Store;

/// What a container's flags and variables say of the folder of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataDirSetting<T> {
    /// Nothing.
    Nothing,
    /// Something that does not say which folder.
    Somewhere,
    /// This folder.
    Folder(T),
}

impl<'c> DataDirSetting<&'c str> {
    /// Reads the value of a flag or a variable.
    pub(super) fn of(value: &'c str) -> Self {
        // `/data/$(POD_NAME)` lies in `/data` for sure.
        let value = value.split("$(").next().unwrap_or_default();
        if value.starts_with('/') { Self::Folder(value.trim_end_matches('/')) } else { Self::Somewhere }
    }

    /// The folder that a variable of the container names.
    pub(super) fn from_env(container: &'c Container, store: &Store) -> Self {
        let mut variables = container.env.iter().flatten();
        let variable = variables.find(|variable| store.env.contains(&variable.name.as_str()));
        variable.map_or(Self::Nothing, |variable| Self::of(variable.value.as_deref().unwrap_or_default()))
    }

    /// The same with a text of its own.
    pub(super) fn boxed(self) -> DataDirSetting<Box<str>> {
        match self {
            Self::Nothing => DataDirSetting::Nothing,
            Self::Somewhere => DataDirSetting::Somewhere,
            Self::Folder(folder) => DataDirSetting::Folder(folder.into()),
        }
    }
}

impl DataDirSetting<Box<str>> {
    /// The same with a borrowed text.
    pub(super) fn borrowed(&self) -> DataDirSetting<&str> {
        match self {
            Self::Nothing => DataDirSetting::Nothing,
            Self::Somewhere => DataDirSetting::Somewhere,
            Self::Folder(folder) => DataDirSetting::Folder(folder),
        }
    }
}
