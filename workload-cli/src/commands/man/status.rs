//! What the exit status of each command means.

/// What a status means, for the statuses that a command ends with.
type Meanings = &'static [(&'static str, &'static str)];

/// Of a command that finds nothing out.
const PLAIN: Meanings = &[
    ("0", "The command did its work."),
    ("2", "The command could not do its work, or the arguments are wrong."),
];

/// Of all commands together, for the page of the program.
const ALL: Meanings = &[
    ("0", "The command did its work, and nothing is wrong."),
    (
        "1",
        "Something was found: errors or warnings, files that are out of date, a change that the API server would \
         refuse, or something that gets stuck. The page of each command says what.",
    ),
    (
        "2",
        "The command could not do its work, or only a part of it: a file cannot be read or written, nothing was found to \
         check, a crate cannot be built, a cluster cannot be reached, or the arguments are wrong.",
    ),
];

/// The commands that end with 1 when something is found.
const COMMANDS: &[(&str, Meanings)] = &[
    (
        "apply",
        &[
            ("0", "All is applied; with a wait, all is ready."),
            ("1", "Something was refused, failed, or did not get ready in time."),
            ("2", "The apply could not be tried."),
        ],
    ),
    (
        "diff",
        &[
            ("0", "Nothing would change."),
            ("1", "Something would change, or would be refused."),
            ("2", "What would happen cannot be known."),
        ],
    ),
    (
        "export",
        &[
            ("0", "The manifests are written; with --check, they are up to date."),
            ("1", "The manifests have errors or warnings; with --check, they are out of date."),
            ("2", "The crate cannot be built, exports nothing, or a file cannot be written."),
        ],
    ),
    (
        "import",
        &[
            ("0", "Everything is imported."),
            ("1", "The description would give other objects back; nothing is written."),
            ("2", "The manifests cannot be imported, or a file cannot be written."),
        ],
    ),
    (
        "plan",
        &[
            ("0", "The API server would take every change, and nothing gets stuck."),
            (
                "1",
                "The API server would refuse a change, something gets stuck or can get stuck by chance, or an action \
                 cannot be done.",
            ),
            ("2", "The manifests, the scenario or the actions cannot be read."),
        ],
    ),
    (
        "rollback",
        &[
            ("0", "All is applied."),
            ("1", "Something was refused, failed, or did not get ready in time."),
            ("2", "The rollback could not be tried."),
        ],
    ),
    (
        "status",
        &[("0", "All is ready."), ("1", "Something is not ready."), ("2", "The state cannot be known.")],
    ),
    (
        "upgrade",
        &[
            ("0", "Nothing changes, or there are hints only."),
            ("1", "Something has to be done."),
            ("2", "A file could not be checked, or none was found."),
        ],
    ),
    (
        "validate",
        &[
            ("0", "No findings, or hints only."),
            ("1", "There are errors or warnings."),
            ("2", "A file could not be checked, or none was found."),
        ],
    ),
    (
        "wait",
        &[
            ("0", "All is ready."),
            ("1", "Something fails, or the time is over."),
            ("2", "The state cannot be known."),
        ],
    ),
];

/// The statuses of a command; those of all together for the program itself.
pub(super) fn meanings(command: &str) -> Meanings {
    if command == "workload" {
        return ALL;
    }
    COMMANDS.iter().find(|(name, _)| *name == command).map_or(PLAIN, |(_, meanings)| meanings)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::Arguments;

    #[test]
    fn commands_whose_help_tells_of_a_status_have_their_own() {
        let root = Arguments::command();
        for (name, _) in COMMANDS.iter().filter(|(name, _)| *name != "export") {
            let command = root.find_subcommand(name);
            // Without the feature `cluster` some are not there.
            let about = command.and_then(|command| command.get_long_about()).map(ToString::to_string);
            assert!(about.is_none_or(|about| about.contains("Exit status:")), "{name}");
        }
        for command in root.get_subcommands() {
            let about = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            let tells = about.contains("Exit status:");
            assert!(!tells || meanings(command.get_name()) != PLAIN, "{}", command.get_name());
        }
    }
}
