//! The list of commands in `--help`, in groups; clap itself knows only one.

use std::fmt::Write as _;

use anstyle::Style;
use clap::Command;

/// What the commands are for, in the order in which a beginner meets them.
const GROUPS: &[(&str, &[&str])] = &[
    ("Learn", &["choose", "explain"]),
    ("Describe", &["new", "init", "import", "export"]),
    ("Check", &["validate", "upgrade", "plan", "lsp"]),
    ("Run", &["diff", "apply", "wait", "status", "rollback"]),
    ("Set up", &["ci", "completions", "man", "schema"]),
];

const STRONG: Style = Style::new().bold().underline();

/// The command with its list in groups; a command in none of them stands at the end.
pub(crate) fn grouped(command: Command) -> Command {
    let mut list = String::new();
    let known: Vec<_> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let others: Vec<_> =
        command.get_subcommands().map(Command::get_name).filter(|name| !known.contains(name)).collect();
    for (heading, names) in GROUPS.iter().copied().chain([("More", others.as_slice())]) {
        let members: Vec<_> = names.iter().filter_map(|name| command.find_subcommand(name)).collect();
        group(&mut list, heading, &members);
    }
    let example = "Start with `workload choose`. `workload COMMAND --help` shows examples.";
    command.help_template(format!("{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{list}\n{STRONG}Options:{STRONG:#}\n{{options}}\n\n{example}\n"))
}

fn group(list: &mut String, heading: &str, members: &[&Command]) {
    let shown: Vec<_> = members.iter().filter(|command| !command.is_hide_set()).collect();
    if shown.is_empty() {
        return;
    }
    let _ = writeln!(list, "\n{STRONG}{heading}:{STRONG:#}");
    for command in shown {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(list, "  {:12} {about}", command.get_name());
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use crate::Arguments;

    /// Every command, with its parts built.
    fn root() -> clap::Command {
        let mut root = Arguments::command();
        root.build();
        root
    }

    #[test]
    fn the_commands_and_their_flags_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example_that_parses() {
        for command in root().get_subcommands().filter(|command| command.get_name() != "help") {
            let name = command.get_name();
            let help =
                command.get_after_help().unwrap_or_else(|| panic!("{name} has no example")).to_string();
            let examples: Vec<_> = help.lines().filter_map(|line| line.split_once("workload ")).collect();
            assert!(!examples.is_empty(), "{name} has no example: {help}");
            for (_, example) in examples {
                let words = words(example);
                let parsed = Arguments::command().try_get_matches_from(words.iter().map(String::as_str));
                assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
            }
        }
    }

    #[test]
    fn every_command_is_in_the_list() {
        let help = super::grouped(Arguments::command()).render_long_help().to_string();
        for command in Arguments::command().get_subcommands() {
            let line = format!("  {:12} {}", command.get_name(), command.get_about().unwrap());
            assert!(help.contains(&line), "{line} is not in:\n{help}");
        }
        assert!(!help.contains("More:"), "a command is in no group:\n{help}");
    }

    /// The words of a line for a shell, up to a comment or a redirection.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec!["workload".to_owned()];
        let mut rest = line.trim();
        while !rest.is_empty() && !rest.starts_with(['#', '>', '|']) {
            let (word, behind) = match rest.strip_prefix('\'') {
                Some(quoted) => quoted.split_once('\'').unwrap(),
                None => rest.split_once(' ').unwrap_or((rest, "")),
            };
            words.push(word.to_owned());
            rest = behind.trim_start();
        }
        words
    }
}
