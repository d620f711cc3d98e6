//! One side's manifests, which must be such as the API server takes.

use std::path::{Path, PathBuf};

use workload_core::predict::plan::{ObjectSet, Unreadable};

use crate::error::Result;
use crate::validate::ManifestTexts;

/// The objects of one side, and the files that they were read from.
#[derive(Debug)]
pub(crate) struct Side {
    /// The objects.
    pub(crate) objects: ObjectSet,
    /// The files.
    pub(crate) files: Vec<PathBuf>,
}

/// The objects of a file or folder that are in a cluster already.
pub(crate) fn read_existing(path: &Path) -> Result<Side> {
    read(path, &ObjectSet::existing_from_yaml)
}

/// The objects of a file or folder that are applied where the `old` ones are; findings are shown
/// when the API server would refuse to create one.
pub(crate) fn read_side(path: &Path, old: &ObjectSet) -> Result<Side> {
    read(path, &|text| ObjectSet::from_yaml_over(text, old))
}

/// How a text becomes objects.
type Reader<'r> = &'r dyn Fn(&str) -> std::result::Result<ObjectSet, Unreadable>;

fn read(path: &Path, objects_of: Reader<'_>) -> Result<Side> {
    let manifests = ManifestTexts::read(&[path.to_owned()])?;
    let mut objects = ObjectSet::default();
    let mut why = manifests.has_failures().then(String::new);
    for (name, text) in manifests.named() {
        match objects_of(&text) {
            Ok(set) => objects = objects.and(set),
            Err(error) => {
                why = Some(format!("{name}: {error}"));
                break;
            }
        }
    }
    match why {
        Some(why) => Err(manifests.refused(&why)?),
        None => Ok(Side { objects, files: manifests.files() }),
    }
}
