//! The names in the files of the editor, read when somebody asks, and again when a text has changed.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use workload_core::learn::names::{Mention, TextNames};

/// A file with its text.
pub(super) type FileText = (Arc<Path>, Arc<String>);

/// The names of one file.
#[derive(Clone, Debug)]
pub(super) struct FileNames {
    /// The file.
    pub(super) path: Arc<Path>,
    /// Its text.
    pub(super) text: Arc<String>,
    /// What is named in it.
    pub(super) names: Arc<TextNames>,
}

impl FileNames {
    /// The object or the key of its data that is named at a byte.
    pub(super) fn mention(&self, offset: usize) -> Option<&Mention> {
        self.names.mentions.iter().find(|one| one.span.touches(offset))
    }
}

/// The names of all files that were asked for.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_path: HashMap<Arc<Path>, FileNames>,
}

impl Names {
    /// The names in these files, in their order.
    pub(super) fn of(&mut self, files: Vec<FileText>) -> Vec<FileNames> {
        let known = &self.by_path;
        let read = |(path, text): FileText| match known.get(&path) {
            Some(known) if Arc::ptr_eq(&known.text, &text) => known.clone(),
            _ => FileNames { names: Arc::new(TextNames::of(&text)), path, text },
        };
        let names: Vec<_> = files.into_par_iter().map(read).collect();
        self.by_path = names.iter().map(|file| (file.path.clone(), file.clone())).collect();
        names
    }
}
