//! From text to a plan: the `@` words, and the split into fields.

use super::every;
use super::field::{DAY, Field, HOUR, MINUTE, MONTH, WEEKDAY};
use super::plan::{Plan, Times};
use crate::k8s::values::error::is_not;
use crate::syntax::text::{Message, nearest, same};

/// The `@` words and what they stand for.
const WORDS: [(&str, &str); 7] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

const WHAT: &str = "a schedule";

/// Reads a schedule.
pub(super) const fn parse(text: &str) -> Result<Plan, Message> {
    let wrong = is_not(text, WHAT);
    let bytes = text.as_bytes();
    match bytes {
        [] => return Err(wrong.push("it is empty")),
        [b'T', b'Z', b'=', ..] | [b'C', b'R', b'O', b'N', b'_', b'T', b'Z', b'=', ..] => {
            return Err(wrong.push("the time zone is not written here, use `time_zone`"));
        }
        [b'@', ..] => return word(text, &wrong),
        _ => {}
    }
    match times(text) {
        Ok(times) => Ok(Plan::Times(times)),
        Err(reason) => Err(wrong.push(reason.as_str())),
    }
}

const fn word(text: &str, wrong: &Message) -> Result<Plan, Message> {
    if let Some(duration) = every::duration_text(text) {
        return match every::seconds(duration) {
            Ok(seconds) => Ok(Plan::Every(seconds)),
            Err(reason) => Err(wrong.push(reason)),
        };
    }
    let mut names = [""; WORDS.len()];
    let mut at = 0;
    while at < WORDS.len() {
        let (name, fields) = WORDS[at];
        if same(name, text) {
            return parse(fields);
        }
        names[at] = name;
        at += 1;
    }
    if same(text, "@reboot") {
        return Err(wrong.push(
            "Kubernetes has no `@reboot`, as no Pod outlives its node; use a Deployment or a DaemonSet",
        ));
    }
    let message =
        wrong.push("the words are @yearly, @monthly, @weekly, @daily, @hourly and @every, in lower case");
    Err(match nearest(text, &names) {
        Some(name) => message.push("; did you mean ").push_quoted(name).push("?"),
        None => message,
    })
}

const fn times(text: &str) -> Result<Times, Message> {
    const FIELDS: [Field; 5] = [MINUTE, HOUR, DAY, MONTH, WEEKDAY];
    let mut sets = [(0, false); FIELDS.len()];
    let mut count = 0;
    let mut rest = text;
    while let Some((field, after)) = next_field(rest) {
        if count < FIELDS.len() {
            match FIELDS[count].parse(field) {
                Ok(set) => sets[count] = set,
                // Too many fields is the better news.
                Err(message) => {
                    if fields(text) == FIELDS.len() {
                        return Err(message);
                    }
                }
            }
        }
        count += 1;
        rest = after;
    }
    if count != FIELDS.len() {
        let message = Message::of("it has ").push_number(count as i128);
        let message = message.push(if count == 1 { " field" } else { " fields" });
        return Err(message.push(", a schedule has five: minute hour day month weekday"));
    }
    Ok(Times {
        minutes: sets[0].0,
        hours: sets[1].0,
        days: sets[2].0,
        months: sets[3].0,
        weekdays: sets[4].0,
        any_day: sets[2].1,
        any_weekday: sets[4].1,
    })
}

/// How many fields there are.
const fn fields(text: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    while let Some((_, after)) = next_field(rest) {
        count += 1;
        rest = after;
    }
    count
}

/// The next run of what is not white space, and what follows it.
const fn next_field(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() && space_at(bytes, start) > 0 {
        start += space_at(bytes, start);
    }
    if start == bytes.len() {
        return None;
    }
    let mut end = start;
    while end < bytes.len() && space_at(bytes, end) == 0 {
        end += 1;
    }
    // White space begins and ends at character boundaries.
    let (before, after) = text.split_at(end);
    let (_, field) = before.split_at(start);
    Some((field, after))
}

/// How many bytes of white space stand at `at`, as Go's `unicode.IsSpace` has it.
const fn space_at(bytes: &[u8], at: usize) -> usize {
    let (_, rest) = bytes.split_at(at);
    match rest {
        [b'\t'..=b'\r' | b' ', ..] => 1,
        [0xC2, 0x85 | 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..]
        | [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..]
        | [0xE2, 0x81, 0x9F, ..]
        | [0xE3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}
