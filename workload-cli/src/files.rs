//! Files in and files out: every input is read once, and nothing else is lost by a write.

mod bounded;
mod display_name;
mod input;
mod is_named;
mod normalized;
mod output;
mod signals;
mod spool;
mod spooled;
mod stretches;

pub(crate) use display_name::display_name;
pub(crate) use input::{STANDARD_INPUT, read_bytes};
pub(crate) use is_named::is_named;
pub(crate) use normalized::{normalized, normalized_from};
pub(crate) use output::{Outputs, cannot_write, write_text, write_together};
pub(crate) use signals::remove_temporary_files_on_signals;
pub(crate) use spool::Spool;
pub(crate) use spooled::Spooled;
pub(crate) use stretches::{Opened, Stretch, Stretches, open, read_text};
