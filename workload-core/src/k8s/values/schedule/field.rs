//! One field of a schedule: lists, ranges and steps as a set of bits.

use crate::syntax::text::Message;

/// What a field counts, and how far.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// What it is called in messages.
    name: &'static str,
    least: u32,
    most: u32,
    /// Names for its numbers, from `least` on.
    names: &'static [&'static str],
}

pub(super) const MINUTE: Field = Field { name: "minute", least: 0, most: 59, names: &[] };
pub(super) const HOUR: Field = Field { name: "hour", least: 0, most: 23, names: &[] };
pub(super) const DAY: Field = Field { name: "day of month", least: 1, most: 31, names: &[] };
pub(super) const MONTH: Field = Field {
    name: "month",
    least: 1,
    most: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
pub(super) const WEEKDAY: Field =
    Field { name: "weekday", least: 0, most: 6, names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

impl Field {
    /// The set of a field, and whether it leaves the field unrestricted.
    pub(super) const fn parse(&self, text: &str) -> Result<(u64, bool), Message> {
        let (mut set, mut any) = (0, false);
        let mut rest = text;
        loop {
            let (part, after) = split(rest, b',');
            // Empty parts are passed over, as in `1,2,`.
            if !part.is_empty() {
                match self.range(part) {
                    Ok((bits, star)) => {
                        set |= bits;
                        any |= star;
                    }
                    Err(message) => return Err(message),
                }
            }
            match after {
                Some(after) => rest = after,
                None => return Ok((set, any)),
            }
        }
    }

    /// One part: `*`, `5`, `1-5`, each with a step if need be.
    const fn range(&self, part: &str) -> Result<(u64, bool), Message> {
        let (bounds, step) = split(part, b'/');
        let (low, high) = split(bounds, b'-');
        let star = matches!(low.as_bytes(), b"*" | b"?");
        let (start, mut end) = match self.bounds(part, low, high, star) {
            Ok(bounds) => bounds,
            Err(message) => return Err(message),
        };
        let step = match step {
            None => 1,
            Some(step) => match self.step(part, step) {
                Ok(step) => step,
                Err(message) => return Err(message),
            },
        };
        // `5/15` means from 5 to the end.
        if high.is_none() && step_is_written(part) {
            end = self.most;
        }
        if let Err(message) = self.check_bounds(part, start, end) {
            return Err(message);
        }
        Ok((bits(start, end, step), star && step <= 1))
    }

    const fn bounds(
        &self,
        part: &str,
        low: &str,
        high: Option<&str>,
        star: bool,
    ) -> Result<(u32, u32), Message> {
        if star {
            return Ok((self.least, self.most));
        }
        let start = match self.number(part, low) {
            Ok(start) => start,
            Err(message) => return Err(message),
        };
        match high {
            None => Ok((start, start)),
            Some(high) => match self.number(part, high) {
                Ok(end) => Ok((start, end)),
                Err(message) => Err(message),
            },
        }
    }

    const fn step(&self, part: &str, step: &str) -> Result<u32, Message> {
        match digits(step) {
            Some(0) => Err(self.wrong(part).push(": a step is at least 1")),
            Some(step) => Ok(step),
            None => Err(self.wrong(part).push(": behind `/` stands a number")),
        }
    }

    /// A number, or its name in any case.
    const fn number(&self, part: &str, text: &str) -> Result<u32, Message> {
        let mut at = 0;
        while at < self.names.len() {
            if self.names[at].eq_ignore_ascii_case(text) {
                #[expect(clippy::cast_possible_truncation, reason = "there are at most twelve names")]
                let offset = at as u32;
                return Ok(self.least + offset);
            }
            at += 1;
        }
        match digits(text) {
            Some(number) => Ok(number),
            None if !self.names.is_empty() => Err(self
                .wrong(part)
                .push(": expected a number or a name of three letters, such as ")
                .push_quoted(self.names[1])),
            None => Err(self
                .wrong(part)
                .push(": expected a number, `*`, a range such as `1-5` or a step such as `*/15`")),
        }
    }

    const fn check_bounds(&self, part: &str, start: u32, end: u32) -> Result<(), Message> {
        let outside = if start < self.least { start } else { end };
        if start < self.least || end > self.most {
            let message = Message::of(self.name).push(" ").push_number(outside as i128).push(" is outside ");
            let message = message.push_number(self.least as i128).push("-").push_number(self.most as i128);
            let sunday = outside == 7 && self.most == WEEKDAY.most;
            return Err(if sunday { message.push("; Sunday is 0") } else { message });
        }
        if start > end {
            return Err(self.wrong(part).push(": the range runs backwards; write two, parted by a comma"));
        }
        Ok(())
    }

    const fn wrong(&self, part: &str) -> Message {
        Message::of(self.name).push(" ").push_quoted(part)
    }
}

/// Whether a step is written, even one that says nothing.
const fn step_is_written(part: &str) -> bool {
    split(part, b'/').1.is_some()
}

/// The text before the first `at`, and the text behind it.
const fn split(text: &str, at: u8) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        if bytes[end] == at {
            let (before, rest) = text.split_at(end);
            let (_, after) = rest.split_at(1);
            return (before, Some(after));
        }
        end += 1;
    }
    (text, None)
}

/// A number as Go's `Atoi` reads it into 64 bits, if it is not negative; far above any bound it
/// is cut.
const fn digits(text: &str) -> Option<u32> {
    let bytes = match text.as_bytes() {
        [b'+', digits @ ..] => digits,
        digits => digits,
    };
    if bytes.is_empty() {
        return None;
    }
    let mut number: u64 = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            return None;
        }
        number = number.saturating_mul(10).saturating_add((bytes[at] - b'0') as u64);
        at += 1;
    }
    if number > i64::MAX as u64 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "what is larger is cut")]
    Some(if number > u32::MAX as u64 { u32::MAX } else { number as u32 })
}

const fn bits(start: u32, end: u32, step: u32) -> u64 {
    let mut set = 0;
    let mut at = start;
    while at <= end {
        set |= 1 << at;
        at = at.saturating_add(step);
    }
    set
}
