//! What `workload validate` does around the validator: files in, findings out.
//!
//! [`files`] finds what to read, [`run`] reads it on all cores, [`settings`] says what counts
//! where, [`baseline`] forgets what was known, [`mod@fix`] mends, and [`mod@format`] has one file for
//! each way to show findings.

mod baseline;
mod files;
mod fix;
mod format;
mod output;
mod run;
mod settings;
mod texts;
mod words;

pub(crate) use baseline::Baseline;
pub(crate) use files::{STANDARD_INPUT, find_files};
pub(crate) use fix::fix;
pub(crate) use format::human;
pub(crate) use output::{Format, Output, write};
pub(crate) use run::read_all;
pub(crate) use settings::Settings;
pub(crate) use texts::Texts;
pub(crate) use words::{ProfileName, SeverityName};
