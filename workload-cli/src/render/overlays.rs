//! The kustomizations around the files of a run: which files are fragments, and what would be changed
//! of the others.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::kustomization::{Changes, Kustomization};
use crate::files::normalized;

/// How many folders above a file its kustomization is looked for.
const ABOVE: usize = 3;

/// The kustomizations around the files of a run.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    by_folder: BTreeMap<PathBuf, Kustomization>,
}

impl Overlays {
    /// Those in the folders of `files` and a few folders above them.
    pub(super) fn around<'p>(files: impl Iterator<Item = &'p Path>) -> Self {
        let mut overlays = Self::default();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        for file in files {
            let file = normalized(file);
            for folder in file.ancestors().skip(1).take(ABOVE) {
                if !seen.insert(folder.to_owned()) {
                    break;
                }
                if let Some(found) = Kustomization::of(folder) {
                    overlays.by_folder.insert(folder.to_owned(), found);
                }
            }
        }
        overlays
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

    /// What would be changed of each file's objects, by whichever kustomization reaches it.
    pub(super) fn changes(&self) -> HashMap<PathBuf, Changes> {
        let mut changes: HashMap<PathBuf, Changes> = HashMap::new();
        for own in self.by_folder.values() {
            let (files, reached) = self.reach(own);
            let mut all = Changes::default();
            // What a base or a component adds, the files beside it may need.
            reached.iter().for_each(|one| all.add(&one.changes));
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
                    Some(_) => {}
                    None => {
                        files.insert(path.clone());
                    }
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
