//! Texts in, findings out: the whole validator without input and output.
//!
//! [`lint`] takes everything at once. A program with many files gives them to [`lint_file`] one
//! by one, on as many threads as it likes, and the answers to [`lint_across_files`], which checks
//! all objects together, or to [`AcrossFiles`], which does so in pieces. Between the two are kept
//! findings, a small record of each object that others may refer to, and the text of its file. A file too
//! large to be kept is given to [`lint_part`] in stretches of whole documents.
//!
//! ```
//! use workload_core::validate::lint::{Selection, lint};
//! use workload_core::syntax::text::Source;
//!
//! let source = Source::new("cron.yaml", "apiVersion: batch/v1\nkind: CronJobb\nmetadata: {name: a}\n");
//! let outcome = lint(&[source], &Selection::default());
//! let finding = &outcome.findings[0];
//! assert_eq!((finding.rule.code, finding.start.line), ("V05", 2));
//! assert_eq!(finding.help.as_deref(), Some("did you mean `CronJob`?"));
//! ```

mod across_files;
mod allowed;
mod commented;
mod document;
mod file;
mod finding;
mod fix;
mod kept;
mod order;
mod ordered;
mod packed;
mod part;
mod place;
mod resolve;
mod retained;
mod run;
mod selection;
mod severity_counts;
mod suppress;
mod suppression;
mod suppression_edit;

pub use across_files::{AcrossFiles, Placed, Violated, lint_across_files};
pub use file::{FileReport, lint_file, lint_part};
pub use finding::{Counts, Finding, ObjectHeader, Outcome, Programs, Related, Unchecked};
pub use kept::KeptFindings;
pub use ordered::OrderedFindings;
pub use part::{FilePart, Reread, Spill};
pub use resolve::{Found, Resolved};
pub use selection::Selection;
pub use suppression_edit::suppression_edit;

use crate::syntax::text::Source;

/// Everything that is found in `sources`, in the order of the sources and of their text.
#[must_use]
pub fn lint(sources: &[Source], selection: &Selection) -> Outcome {
    let reports = sources.iter().map(|source| lint_file(source, selection)).collect();
    lint_across_files(reports, selection)
}
