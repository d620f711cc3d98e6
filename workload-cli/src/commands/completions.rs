//! `workload completions`: commands, flags and words for a shell's own completion.
//!
//! The script that a shell reads asks the program at each word, with [`VARIABLE`] set.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::Shells;
use workload_core::k8s::Version;
use workload_core::learn::explain::topics;
use workload_core::predict::plan::ACTIONS;
use workload_core::validate::rules;

use crate::cargo::likely_exports;
use crate::error::{CliError, Result};
use crate::{Outcome, terminal};

/// The variable by which a shell asks for completion.
pub(crate) const VARIABLE: &str = "WORKLOAD_COMPLETE";

/// The arguments that take names of exports, by command; the second says whether files do as well.
const EXPORTS: &[(&str, &str, bool)] = &[
    ("export", "names", false),
    ("diff", "inputs", true),
    ("apply", "inputs", true),
    ("wait", "inputs", true),
    ("status", "inputs", true),
];

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
        terminal::data(&script(self.shell)?).map(|()| Outcome::Clean)
    }
}

/// What a shell reads: how it asks the program of its PATH.
fn script(shell: Shell) -> Result<String> {
    let name = shell.to_string();
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let written = shells
        .completer(&name)
        .map(|shell| shell.write_registration(VARIABLE, "workload", "workload", "workload", &mut script));
    match written {
        Some(Ok(())) => Ok(String::from_utf8_lossy(&script).into_owned()),
        _ => Err(CliError::new(format!("there is no completion for the shell `{name}`"))),
    }
}

/// The commands, with the words that their arguments take: rules, what `explain` has a page for, versions, the
/// actions of a plan, and the exports of the crate that the user stands in.
pub(crate) fn knowing(command: Command) -> Command {
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
    let command = command
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("word", |word| word.value_parser(PossibleValuesParser::new(explained)))
        })
        .mut_subcommand("validate", |validate| {
            let known = PossibleValuesParser::new(rules);
            validate
                .mut_arg("select", |select| select.value_parser(known.clone()))
                .mut_arg("ignore", |ignore| ignore.value_parser(known))
        })
        .mut_subcommand("plan", |plan| {
            plan.mut_arg("actions", |arg| arg.add(ArgValueCompleter::new(actions)))
        })
        .mut_subcommand("upgrade", |upgrade| {
            let versions = |arg: Arg| arg.add(ArgValueCompleter::new(versions));
            // What is changed stands behind the others: all of them are, to keep their order.
            upgrade.mut_arg("from", versions).mut_arg("to", versions).mut_arg("paths", |paths| paths)
        });
    EXPORTS.iter().fold(command, |command, (name, argument, takes_files)| {
        let complete = |arg: Arg| arg.add(ArgValueCompleter::new(exports(*takes_files)));
        if command.find_subcommand(name).is_none() {
            return command;
        }
        command.mut_subcommand(name, |one| one.mut_arg(argument, complete))
    })
}

/// Completes the verbs of actions, each with its first form.
fn actions(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut verbs: Vec<(&str, &str)> = Vec::new();
    for (verb, form, _) in ACTIONS {
        if begins(verb, current) && verbs.iter().all(|(known, _)| known != verb) {
            verbs.push((verb, form));
        }
    }
    let candidate =
        |(verb, form): (&str, &'static str)| CompletionCandidate::new(verb).help(Some(form.into()));
    verbs.into_iter().map(|(verb, form)| candidate((verb, form))).collect()
}

/// Completes the versions of Kubernetes that are known.
fn versions(current: &OsStr) -> Vec<CompletionCandidate> {
    let all = Version::EARLIEST.number()..=Version::NEWEST.number();
    let names = all.map(|minor| Version::minor(minor).to_string());
    names.filter(|name| begins(name, current)).map(CompletionCandidate::new).collect()
}

fn begins(word: &str, current: &OsStr) -> bool {
    current.to_str().is_some_and(|current| word.starts_with(current))
}

/// Completes names of exports, and paths where files are taken.
fn exports(takes_files: bool) -> impl ValueCompleter {
    move |current: &OsStr| {
        let names = likely_exports().into_iter().filter(|name| begins(name, current));
        let names = names.map(CompletionCandidate::new);
        let files = takes_files.then(|| PathCompleter::any().complete(current)).into_iter().flatten();
        names.chain(files).collect::<Vec<_>>()
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::Arguments;

    fn candidates(words: &[&str]) -> Vec<String> {
        let words = words.iter().map(Into::into).collect::<Vec<_>>();
        let last = words.len() - 1;
        let mut command = knowing(Arguments::command());
        let found = clap_complete::engine::complete(&mut command, words, last, None).unwrap();
        found.iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn rules_kinds_and_topics_are_known() {
        assert_eq!(candidates(&["workload", "explain", "store_on"]), ["store_on_scratch"]);
        assert!(candidates(&["workload", "explain", "Stateful"]).contains(&"StatefulSet".to_owned()));
        assert!(candidates(&["workload", "validate", "--select", "S0"]).contains(&"S01".to_owned()));
    }
}
