//! The lines of the files that findings stand in.

use std::collections::BTreeMap;
use std::sync::Arc;

use workload_core::validate::lint::Finding;

use crate::validate::texts::Texts;

/// A file with findings or with places that belong to one.
#[derive(Debug)]
pub(super) struct File {
    /// Its text.
    pub(super) text: Arc<str>,
    /// The bytes at which its lines begin.
    starts: Vec<usize>,
    /// Its place among the files of the page.
    pub(super) place: usize,
}

impl File {
    /// A line by its number, from 1, without its end.
    pub(super) fn line(&self, number: u32) -> Option<&str> {
        let at = (number as usize).checked_sub(1)?;
        let from = *self.starts.get(at)?;
        let to = self.starts.get(at + 1).map_or(self.text.len(), |next| *next);
        Some(self.text[from..to].trim_end_matches(['\n', '\r']))
    }

    /// How many lines it has.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

/// The files of a page, by name.
#[derive(Debug)]
pub(super) struct Sources<'f> {
    files: BTreeMap<&'f str, File>,
}

impl<'f> Sources<'f> {
    /// The files of findings.
    pub(super) fn of(findings: &'f [Finding], texts: &Texts) -> Self {
        let mut files = BTreeMap::new();
        let related = findings.iter().flat_map(|finding| &finding.related).map(|other| &*other.file);
        for name in findings.iter().map(|finding| &*finding.file).chain(related) {
            files.entry(name).or_insert_with(|| file(Arc::from(texts.text(name))));
        }
        files.values_mut().enumerate().for_each(|(place, file)| file.place = place);
        Self { files }
    }

    /// A file by its name.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(name, file)| (*name, file))
    }
}

fn file(text: Arc<str>) -> File {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at < text.len());
    let starts = if text.is_empty() { Vec::new() } else { std::iter::once(0).chain(breaks).collect() };
    File { text, starts, place: 0 }
}
