//! What stands after `=` beside a field.

/// Nothing: what stands after `=` on a field whose own value is all that its key takes.
#[derive(Clone, Copy, Debug)]
pub struct NothingBeside(pub(super) ());
