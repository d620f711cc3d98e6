//! The questions on a terminal, one at a time, with a way back.

use std::fmt;
use std::io::{IsTerminal as _, Write as _};

use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};
use workload_core::learn::choose::{Answers, Choice, End, Needs, Question, walk};
use workload_core::values::Schedule;

use super::contradiction;
use super::human::way;
use crate::error::{CliError, Result};
use crate::terminal::Screen;

const KEYS: &str = "↑ ↓ to move, enter to answer, esc to go back, ctrl-c to quit";

/// Whether somebody is there to be asked.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// What somebody does at a question.
enum Said {
    Reply(bool),
    Schedule(Schedule),
    Back,
    Quit,
}

/// Asks what the needs leave open; none when the user quits.
pub(crate) fn ask(needs: &Needs) -> Result<Option<Choice>> {
    let mut answers = needs.answers().map_err(|found| contradiction(&found))?;
    let screen = Screen::enter().map_err(|error| failure(&error.into()))?;
    let (mut asked, mut before) = (Vec::new(), None);
    loop {
        Needs::of(&answers).answers().map_err(|found| contradiction(&found))?;
        let question = match walk(&answers) {
            (_, End::Leaf(_)) => return Ok(Choice::of(&answers).ok()),
            (_, End::Open(question)) => question,
        };
        let said = show(&screen, &answers).and_then(|()| one(question, before.take()));
        match said.or_else(|error| leave(&error))? {
            Said::Reply(yes) => answers.say(question, yes),
            Said::Schedule(schedule) => answers.say_schedule(schedule),
            Said::Quit => return Ok(None),
            Said::Back => {
                let Some(last) = asked.pop() else { return Ok(None) };
                before = answers.of(last);
                answers.unsay(last);
                continue;
            }
        }
        asked.push(question);
    }
}

/// An empty screen but for the way so far.
fn show(screen: &Screen, answers: &Answers) -> std::result::Result<(), InquireError> {
    screen.clear()?;
    let (passed, _) = walk(answers);
    anstream::stderr().write_all(way(&workload_core::learn::choose::steps(&passed, answers)).as_bytes())?;
    Ok(())
}

/// The question for a schedule, which is answered with a text.
fn when(question: Question) -> std::result::Result<Said, InquireError> {
    let parses = |text: &str| {
        Ok(match Schedule::parse(text.to_owned()) {
            Ok(_) => Validation::Valid,
            Err(error) => Validation::Invalid(error.to_string().into()),
        })
    };
    let text = Text::new(question.text())
        .with_placeholder("0 3 * * *")
        .with_help_message("such as 0 3 * * *, at three every night; esc to go back, ctrl-c to quit")
        .with_validator(parses)
        .prompt()?;
    Ok(Schedule::parse(text).map_or(Said::Back, Said::Schedule))
}

/// A question, on the answer that was given before.
fn one(question: Question, before: Option<bool>) -> std::result::Result<Said, InquireError> {
    if question == Question::When {
        return when(question);
    }
    let options = question.replies().map(|reply| Line(reply.short, reply.apps)).into();
    let chosen = Select::new(question.text(), options)
        .with_starting_cursor(usize::from(before == Some(false)))
        .with_help_message(KEYS)
        .without_filtering()
        .with_vim_mode(true)
        .raw_prompt()?;
    Ok(Said::Reply(chosen.index == 0))
}

/// A reply as the list shows it.
struct Line(&'static str, &'static str);

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0, self.1)
    }
}

/// The keys that end a question without an answer.
fn leave(error: &InquireError) -> Result<Said> {
    match error {
        InquireError::OperationCanceled => Ok(Said::Back),
        InquireError::OperationInterrupted => Ok(Said::Quit),
        error => Err(failure(error)),
    }
}

fn failure(error: &InquireError) -> CliError {
    CliError::new(format!("cannot ask on this terminal: {error}"))
        .help("give the needs as flags: see `workload choose --help`")
}
