//! Reading and checking one input.

use std::sync::Arc;

use workload_core::syntax::text::Source;
use workload_core::validate::lint::{FilePart, FileReport, Selection, lint_file, lint_part};

use super::definitions::definitions;
use super::kubernetes::may_hold_objects;
use super::large::Large;
use super::settings::ByPath;
use super::texts::Texts;
use super::walk::Input;
use crate::error::Result;
use crate::files::{Opened, Spool, Spooled, open};
use crate::render::Sources;

/// So many files take long enough to show progress, and their texts enough memory.
pub(super) const MANY: usize = 500;

/// Number of bytes from which a text is not kept in memory when there are many.
const LONG: usize = 4 << 10;

/// What one input gave.
pub(super) enum Looked {
    Whole {
        report: Box<FileReport>,
        /// Its name and text, as far as they are needed once more.
        source: Source,
        /// Its text when it is not in memory.
        spooled: Option<Spooled>,
        definitions: Vec<serde_json::Value>,
    },
    Large(Large),
}

impl Looked {
    /// The definitions of custom resources in it.
    pub(super) fn definitions(&self) -> &[serde_json::Value] {
        match self {
            Self::Whole { definitions, .. } | Self::Large(Large { definitions, .. }) => definitions,
        }
    }
}

/// Reads and checks one input; none for a file in a folder that is not for Kubernetes.
pub(super) fn look(
    input: &Input,
    by_path: &ByPath,
    sources: &Sources,
    (texts, spool): (&Texts, Option<&Arc<Spool>>),
) -> Result<Option<Looked>> {
    if input.is_file && sources.sets_aside(&input.path) {
        return Ok(None);
    }
    let text = match open(&input.path)? {
        Opened::Large(stretches) if texts.are_of_findings() => {
            let selection = by_path.of(input.name.as_ref());
            return Ok(Large::check(stretches, input, &selection)?.map(Looked::Large));
        }
        opened => opened.whole()?,
    };
    if input.in_folder && !may_hold_objects(&text) {
        return Ok(None);
    }
    let mut source = Source::new(&*input.name, text);
    let spooled = spool.filter(|_| source.text.len() >= LONG);
    let mut spooled = spooled.and_then(|spool| Spooled::put(spool, &source.text));
    let report = Box::new(checked(&source, spooled.as_ref(), &by_path.of(input.name.as_ref())));
    let definitions = definitions(&source.text);
    let is_shown = !texts.is_idle() && report.may_have_findings();
    if report.has_unknown_kinds() {
        spooled = None;
    } else if spooled.is_some() || texts.are_of_findings() && !is_shown {
        // Nobody asks for the text again.
        source.text = Arc::default();
    }
    Ok(Some(Looked::Whole { report, source, spooled, definitions }))
}

/// What a file gives whose text is in memory, or is read again where it was put.
fn checked(source: &Source, spooled: Option<&Spooled>, selection: &Selection) -> FileReport {
    let Some(spooled) = spooled else { return lint_file(source, selection) };
    let (source, file) = (source.clone(), Arc::new(spooled.clone()));
    lint_part(&FilePart { source, offset: 0, lines_before: 0, file, spill: None }, selection)
}

/// Where long texts are put when there are many: they are few, and have a good part of all bytes. None where
/// there is no room for it, or the texts are shown.
pub(super) fn spool(inputs: &[Input], texts: &Texts) -> Option<Arc<Spool>> {
    let is_wanted = inputs.len() >= MANY && texts.are_of_findings();
    is_wanted.then(Spool::new)?.ok().map(Arc::new)
}
