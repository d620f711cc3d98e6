//! Labels and ports at a place, with every other place that has to keep the same name.

use workload_core::learn::names::{
    LabelName, LabelSet, MentionRole, PortNames, PortTies, check_label_rename, check_port_rename, label_ties,
    port_ties,
};
use workload_core::syntax::text::Span;

use super::names::FileNames;

/// A place: the number of its file, the bytes, and whether the name is made there.
pub(super) type TiedPlace = (usize, Span, MentionRole);

/// A label or a port, with everything that is tied to it.
#[derive(Debug)]
pub(super) enum Ties<'f> {
    /// The key or the value of a label.
    Label { sets: Sets<'f, LabelSet>, tied: Vec<(usize, Vec<Span>)>, name: LabelName, span: Span },
    /// The name of a port.
    Port { objects: Sets<'f, PortNames>, ties: PortTies, span: Span },
}

/// Things of all files, each with the number of its file.
#[derive(Debug)]
pub(super) struct Sets<'f, T> {
    files: Vec<usize>,
    all: Vec<&'f T>,
}

impl<'f, T> Sets<'f, T> {
    fn of(files: &'f [FileNames], own: impl Fn(&'f FileNames) -> &'f [T]) -> Self {
        let pairs =
            files.iter().enumerate().flat_map(|(file, names)| own(names).iter().map(move |one| (file, one)));
        let (files, all) = pairs.unzip();
        Self { files, all }
    }

    /// The first in a file that gives something.
    fn find<R>(&self, file: usize, find: impl Fn(&T) -> Option<R>) -> Option<(usize, R)> {
        let mut here = self.files.iter().zip(&self.all).enumerate().filter(|(_, (own, _))| **own == file);
        here.find_map(|(number, (_, one))| Some((number, find(one)?)))
    }
}

impl<'f> Ties<'f> {
    /// What is named at a byte of a file.
    pub(super) fn at(files: &'f [FileNames], file: usize, offset: usize) -> Option<Self> {
        let objects = Sets::of(files, |file| &file.names.ports);
        if let Some((number, span)) = objects.find(file, |one| one.at(offset)) {
            let ties = port_ties(&objects.all, number, span);
            return Some(Self::Port { objects, ties, span });
        }
        let sets = Sets::of(files, |file| &file.names.labels);
        let (number, (name, span)) = sets.find(file, |one| one.at(offset))?;
        let tied = label_ties(&sets.all, number, &name);
        Some(Self::Label { sets, tied, name, span })
    }

    /// The bytes of the name that was asked for.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Label { span, .. } | Self::Port { span, .. } => *span,
        }
    }

    /// Every place that has to keep the name.
    pub(super) fn places(&self) -> Vec<TiedPlace> {
        match self {
            Self::Label { sets, tied, .. } => {
                let of_set = |(number, spans): &(usize, Vec<Span>)| {
                    let role = if sets.all[*number].is_selector() {
                        MentionRole::Use
                    } else {
                        MentionRole::Declaration
                    };
                    let file = sets.files[*number];
                    spans.iter().map(move |span| (file, *span, role)).collect::<Vec<_>>()
                };
                tied.iter().flat_map(of_set).collect()
            }
            Self::Port { objects, ties, .. } => {
                let place =
                    |role| move |(number, span): &(usize, Span)| (objects.files[*number], *span, role);
                let declared = ties.declared.iter().map(place(MentionRole::Declaration));
                declared.chain(ties.used.iter().map(place(MentionRole::Use))).collect()
            }
        }
    }

    /// Checks a new name.
    pub(super) fn check(&self, new: &str) -> Result<(), String> {
        match self {
            Self::Label { sets, tied, name, .. } => check_label_rename(&sets.all, tied, name, new),
            Self::Port { objects, ties, .. } => check_port_rename(&objects.all, ties, new),
        }
    }

    /// The objects whose selector the API server refuses to change.
    pub(super) fn fixed(&self) -> Vec<&str> {
        let Self::Label { sets, tied, .. } = self else { return Vec::new() };
        let named = tied.iter().filter(|(_, spans)| !spans.is_empty()).map(|(number, _)| sets.all[*number]);
        named.filter(|set| set.is_fixed).map(|set| set.object.as_str()).collect()
    }
}
