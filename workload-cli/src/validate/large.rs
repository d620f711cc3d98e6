//! A file too large to be kept: checked in stretches of whole documents, on all cores.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde_json::Value;
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{FilePart, FileReport, Reread as _, Selection, Spill, lint_part};

use super::definitions::definitions;
use super::kubernetes::may_hold_objects;
use super::walk::Input;
use crate::error::Result;
use crate::files::{Spool, Stretch, Stretches};

/// What a large file gave.
pub(super) struct Large {
    name: String,
    parts: Vec<Part>,
    pub(super) spool: Arc<Spool>,
    /// Where its findings are kept.
    spill: Option<Arc<dyn Spill>>,
    pub(super) definitions: Vec<Value>,
}

/// What a stretch of it gave.
struct Part {
    offset: usize,
    length: usize,
    lines_before: u32,
    report: FileReport,
}

impl Large {
    /// Checks a large file; none for one in a folder that is not for Kubernetes.
    pub(super) fn check(stretches: Stretches, input: &Input, selection: &Selection) -> Result<Option<Self>> {
        let name = &*input.name;
        let spool = stretches.spool().clone();
        // Without room for a temporary file, memory has to do.
        let spill = Spool::new().ok().map(|spool| -> Arc<dyn Spill> { Arc::new(spool) });
        let has_objects = AtomicBool::new(!input.in_folder);
        let check = |stretch: Result<Stretch>| {
            let Stretch { text, offset, lines_before } = stretch?;
            if !has_objects.load(Ordering::Relaxed) && may_hold_objects(&text) {
                has_objects.store(true, Ordering::Relaxed);
            }
            let (length, definitions) = (text.len(), definitions(&text));
            let source = Source::new(name, text);
            let (file, spill) = (spool.clone(), spill.clone());
            let report = lint_part(&FilePart { source, offset, lines_before, file, spill }, selection);
            Ok((Part { offset, length, lines_before, report }, definitions))
        };
        let mut parts: Vec<_> = stretches.par_bridge().map(check).collect::<Result<_>>()?;
        if !has_objects.into_inner() {
            return Ok(None);
        }
        parts.sort_unstable_by_key(|(part, _)| part.offset);
        let (parts, found): (_, Vec<_>) = parts.into_iter().unzip();
        let definitions = found.into_iter().flatten().collect();
        Ok(Some(Self { name: name.to_owned(), parts, spool, spill, definitions }))
    }

    /// Checks the stretches with objects of unknown kinds again.
    pub(super) fn check_unknown_again(&mut self, selection: &Selection) {
        let Self { name, parts, spool, spill, .. } = self;
        parts.par_iter_mut().filter(|part| part.report.has_unknown_kinds()).for_each(|part| {
            let Some(text) = spool.read(part.offset..part.offset + part.length) else { return };
            let (offset, lines_before) = (part.offset, part.lines_before);
            let source = Source::new(&**name, text);
            let (file, spill) = (spool.clone(), spill.clone());
            part.report = lint_part(&FilePart { source, offset, lines_before, file, spill }, selection);
        });
    }

    /// What the stretches gave, in order.
    pub(super) fn into_reports(self) -> impl Iterator<Item = FileReport> {
        self.parts.into_iter().map(|part| part.report)
    }
}
