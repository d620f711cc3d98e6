//! `workload completions`: the commands and flags for a shell's own completion.

use std::collections::BTreeSet;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;
use workload_core::learn::explain::topics;
use workload_core::validate::rules;

use crate::error::Result;
use crate::{Arguments, Outcome, terminal};

/// Print a completion script for a shell
///
/// Write it to ~/.local/share/bash-completion/completions/workload for bash, to
/// ~/.config/fish/completions/workload.fish for fish, and to a file _workload in a folder of $fpath
/// for zsh.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload completions fish > ~/.config/fish/completions/workload.fish")]
pub(crate) struct Options {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut knowing(Arguments::command()), "workload", &mut script);
        terminal::data(&String::from_utf8_lossy(&script)).map(|()| Outcome::Clean)
    }
}

/// The commands, with the words that their arguments take: rules, and what `explain` has a page for.
fn knowing(command: Command) -> Command {
    let topics: BTreeSet<&'static str> = topics()
        .into_iter()
        .map(|topic| topic.name.into_owned())
        // Shells take several words for several arguments.
        .filter(|name| !name.contains(char::is_whitespace))
        .map(|name| &*name.leak())
        .collect();
    let families = rules::all().filter_map(|rule| rule.code.get(..1));
    let codes = rules::all().flat_map(|rule| [rule.code, rule.name]);
    let rules: BTreeSet<&'static str> = families.chain(codes).collect();
    let explained: Vec<_> = topics.union(&rules).copied().collect();
    command
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("word", |word| word.value_parser(PossibleValuesParser::new(explained)))
        })
        .mut_subcommand("validate", |validate| {
            let known = PossibleValuesParser::new(rules);
            validate
                .mut_arg("select", |select| select.value_parser(known.clone()))
                .mut_arg("ignore", |ignore| ignore.value_parser(known))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_rules_kinds_and_topics() {
        for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut knowing(Arguments::command()), "workload", &mut script);
            let script = String::from_utf8(script).unwrap();
            for word in ["S01", "store_on_scratch"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
            // The script for fish has the values of flags only.
            for word in ["StatefulSet", "rolling_update"] {
                assert!(shell == Shell::Fish || script.contains(word), "{shell}: {word}");
            }
        }
    }
}
