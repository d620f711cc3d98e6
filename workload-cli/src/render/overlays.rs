//! The kustomizations around the files of a run: which files are fragments, and what would be changed
//! of the others.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem;
use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use super::kustomization::{Changes, Kustomization};
use crate::files::read_text;

/// How many folders above a file its kustomization is looked for.
const ABOVE: usize = 3;

/// The kustomizations around the files of a run.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    by_folder: BTreeMap<PathBuf, Kustomization>,
}

impl Overlays {
    /// Those in the folders of `files`, whose paths are normalized, and a few folders above them.
    pub(super) fn around(files: &[PathBuf]) -> Self {
        let mut overlays = Self::default();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut last = None;
        let firsts = files.iter().filter(|file| {
            let folder = file.parent();
            last.replace(folder) != Some(folder)
        });
        for file in firsts {
            for folder in file.ancestors().skip(1).take(ABOVE) {
                if !seen.insert(folder.to_owned()) {
                    break;
                }
                overlays.read(folder);
            }
        }
        overlays
    }

    /// Reads the kustomization of a folder, and those of the folders that it takes.
    fn read(&mut self, folder: &Path) {
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            if self.by_folder.contains_key(&folder) {
                continue;
            }
            let Some(found) = Kustomization::of(&folder) else { continue };
            open.extend(found.resources.iter().filter(|path| path.is_dir()).cloned());
            self.by_folder.insert(folder, found);
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_folder.is_empty()
    }

    /// The files that are parts of objects, or none.
    pub(super) fn fragments(&self) -> HashSet<PathBuf> {
        let resources: HashSet<_> = self.by_folder.values().flat_map(|one| &one.resources).collect();
        let all = self.by_folder.values().flat_map(|one| &one.fragments);
        // A file may be a resource here and a patch there: it is a whole object, then.
        all.filter(|file| !resources.contains(file)).cloned().collect()
    }

    /// Whether a file that no kustomization names is a patch, by its name or by what it lacks: one for
    /// `kubectl patch`, or one that waits beside a kustomization until somebody needs it.
    pub(super) fn is_idle_patch(&self, file: &Path) -> bool {
        // Most files have no such name, and no kustomization near them.
        static PATCH: LazyLock<memmem::Finder<'_>> = LazyLock::new(|| memmem::Finder::new("patch"));
        let may_be = PATCH.find(file.as_os_str().as_encoded_bytes()).is_some();
        if !may_be && self.is_empty() {
            return false;
        }
        let is_named =
            || may_be && file.file_stem().is_some_and(|name| name.to_string_lossy().contains("patch"));
        let taken = || self.by_folder.values().any(|one| one.resources.iter().any(|path| path == file));
        let near = || {
            let mut above = file.ancestors().skip(1).take(ABOVE);
            !self.is_empty() && above.any(|folder| self.by_folder.contains_key(folder))
        };
        let in_patches = || {
            let folder = file.parent().and_then(Path::file_name);
            folder.is_some_and(|name| name == "patches")
        };
        let is_patch = may_be && (in_patches() || is_called_patch(file));
        (is_patch || near() && (is_named() || is_part_of_a_workload(file))) && !taken()
    }

    /// Every file that a kustomization is made of: its own, and those that it names.
    pub(super) fn files(&self) -> HashSet<PathBuf> {
        let all = self.by_folder.values();
        all.flat_map(|one| [&one.file].into_iter().chain(&one.resources).chain(&one.fragments))
            .cloned()
            .collect()
    }

    /// What would be changed of each file's objects, by whichever kustomization reaches it.
    pub(super) fn changes(&self) -> HashMap<PathBuf, Changes> {
        let mut changes: HashMap<PathBuf, Changes> = HashMap::new();
        for own in self.by_folder.values() {
            let (files, reached) = self.reach(own);
            let mut all = Changes::default();
            // What a base or a component adds, the files beside it may need.
            for one in &reached {
                all.add(&one.changes);
            }
            for file in files {
                changes.entry(file).or_default().add(&all);
            }
        }
        changes
    }

    /// The files that a kustomization takes, by itself and through others, and these others with it.
    pub(super) fn reach<'o>(
        &'o self,
        from: &'o Kustomization,
    ) -> (BTreeSet<PathBuf>, Vec<&'o Kustomization>) {
        let (mut files, mut reached) = (BTreeSet::new(), vec![from]);
        let mut seen: HashSet<&Path> = HashSet::from([from.folder.as_path()]);
        let mut next = 0;
        while let Some(own) = reached.get(next).copied() {
            next += 1;
            for path in &own.resources {
                match self.by_folder.get(path) {
                    Some(other) if seen.insert(path) => reached.push(other),
                    None if !path.is_dir() => {
                        files.insert(path.clone());
                    }
                    Some(_) | None => {}
                }
            }
        }
        (files, reached)
    }

    /// The kustomizations that no other one takes and whose objects differ from their files'.
    pub(super) fn roots(&self) -> Vec<&Kustomization> {
        let taken: HashSet<&PathBuf> = self.by_folder.values().flat_map(|one| &one.resources).collect();
        let is_root = |one: &&Kustomization| !taken.contains(&one.folder) && !one.is_component;
        self.by_folder.values().filter(is_root).collect()
    }
}

/// Whether a file is one patch by its name: `patch.yaml`, `patch-memory.yaml`, `expand-patch.yaml`.
fn is_called_patch(file: &Path) -> bool {
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut words = name.split(['-', '_', '.']);
    words.next() == Some("patch") || words.next_back() == Some("patch")
}

/// Whether a file holds parts of workloads only: objects with a container that has no image.
fn is_part_of_a_workload(file: &Path) -> bool {
    let is_yaml = file.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let Some(text) = read_text(file).ok().filter(|text| is_yaml && text.contains("containers:")) else {
        return false;
    };
    let mut trees = documents(&text).map(|document| document.tree.ok()).peekable();
    trees.peek().is_some()
        && trees
            .all(|tree| tree.and_then(|tree| value(&tree, NodeId::ROOT)).is_some_and(|json| is_part(&json)))
}

fn is_part(json: &Value) -> bool {
    let is_workload = matches!(json["kind"].as_str(), Some("Deployment" | "StatefulSet" | "DaemonSet"));
    let containers = json["spec"]["template"]["spec"]["containers"].as_array();
    let without_image = |one: &Value| one["name"].is_string() && one.get("image").is_none();
    is_workload && containers.is_some_and(|containers| containers.iter().any(without_image))
}
