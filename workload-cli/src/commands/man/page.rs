//! One page of the manual, in the parts and the order of the manual's own rules.

use std::fmt::Write as _;
use std::io;

use clap::Command;
use clap_mangen::Man;

use super::status::meanings;

/// The page of a command.
pub(super) fn render(name: &str, command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone()).title(name);
    let mut page = Vec::new();
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(&mut page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let mut text = title(name, command);
    text.push_str(&String::from_utf8_lossy(&page));
    text.push_str(&exit_status(command.get_name()));
    text.push_str(&examples(command));
    Ok(tidy(&text))
}

/// The line with the name, the section, no date, the program with its version, and the manual's name.
fn title(name: &str, command: &Command) -> String {
    let version = command.get_version().unwrap_or_default();
    format!(".TH \"{}\" \"1\" \"\" \"workload {version}\" \"Manual of workload\"\n", name.to_uppercase())
}

fn exit_status(command: &str) -> String {
    let mut text = ".SH \"EXIT STATUS\"\n".to_owned();
    for (status, meaning) in meanings(command) {
        let _ = writeln!(text, ".TP\n{status}\n{}", escaped(meaning));
    }
    text
}

/// What stands behind the help, line by line as it stands.
fn examples(command: &Command) -> String {
    let help = command.get_after_long_help().or_else(|| command.get_after_help());
    let Some(help) = help.map(ToString::to_string) else { return String::new() };
    let help =
        ["Examples:\n", "Example: "].iter().find_map(|start| help.strip_prefix(start)).unwrap_or(&help);
    let lines: Vec<_> = help.lines().map(escaped).collect();
    format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", lines.join("\n"))
}

/// A line that roff takes for text.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}

/// Without what the readers of pages complain about: letters beyond ASCII, blanks at the end of a line, and
/// breaks beside breaks.
fn tidy(page: &str) -> String {
    let lines: Vec<_> = page.lines().map(str::trim_end).collect();
    let is_space = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| *line == ".sp");
    let mut tidy = String::new();
    for (at, line) in lines.iter().enumerate() {
        if *line == ".br" && (is_space(at.checked_sub(1)) || is_space(Some(at + 1))) {
            continue;
        }
        for letter in line.chars() {
            if letter.is_ascii() {
                tidy.push(letter);
            } else {
                let _ = write!(tidy, "\\[u{:04X}]", u32::from(letter));
            }
        }
        tidy.push('\n');
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_request() {
        assert_eq!(escaped(".x --a '\\'"), "\\&.x \\-\\-a '\\e'");
        assert_eq!(tidy("a … b  \n.br\n.sp\n.br\nc\n"), "a \\[u2026] b\n.sp\nc\n");
    }
}
