//! What `workload validate` does around the validator: files in, findings out.
//!
//! [`walk`] finds what to read, [`run`] reads it on all cores, [`settings`] says what counts
//! where, [`baseline`] forgets what was known, [`mod@fix`] fixes, and [`mod@format`] has one file for
//! each way to show findings.

mod across;
mod arguments;
mod baseline;
mod definitions;
mod file_state;
mod findings;
mod fix;
mod format;
mod given;
mod identity;
mod kinds;
mod kubernetes;
mod large;
mod live;
mod live_brought;
mod live_file;
mod live_findings;
mod look;
mod manifests;
mod output;
mod patterns;
mod render_task;
mod run;
mod settings;
mod skipped;
mod summary;
mod texts;
mod upgrade;
mod walk;

pub(crate) use arguments::{KubernetesVersions, ProfileName, SeverityName};
pub(crate) use baseline::Baseline;
pub(crate) use file_state::FileState;
pub(crate) use fix::{compatible, fix};
pub(crate) use format::human;
#[cfg(feature = "cluster")]
pub(crate) use format::{github_data, github_property};
pub(crate) use kinds::kinds_in;
pub(crate) use live::{Buffers, Changes, Live};
pub(crate) use manifests::ManifestTexts;
pub(crate) use output::{Format, Output, check_outputs, show, texts_for, wanted, write};
pub(crate) use render_task::RenderTask;
pub(crate) use run::{Reading, Wanted, paths, read_all};
pub(crate) use settings::Settings;
pub(crate) use summary::summary;
pub(crate) use texts::Texts;
pub(crate) use upgrade::{between, name_versions};
pub(crate) use walk::{Input, Inputs, find_files};
