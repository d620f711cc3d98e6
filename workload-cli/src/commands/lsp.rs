//! `workload lsp`: the validator in an editor.

use clap::Args;

use crate::Outcome;
use crate::editor::serve;
use crate::error::Result;

/// Check manifests in an editor, while they are written (a language server)
///
/// Speaks the Language Server Protocol over standard input and output; editors start it. A folder is
/// checked as `workload validate` checks it: the same configuration, the same files, the same findings,
/// with what is not saved yet. It never uses the network.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload lsp")]
pub(crate) struct Options {
    /// Standard input and output, which is the only way; editors may say so
    #[arg(long)]
    stdio: bool,
}

impl Options {
    /// Runs the command, until the editor ends it.
    pub(crate) fn run(self) -> Result<Outcome> {
        serve()
    }
}
