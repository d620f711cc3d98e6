//! The nearest of some words: the "did you mean" behind every message.

use super::Message;

/// Words longer than this are not compared.
const LONGEST: usize = 48;

/// The word of `words` that `written` most probably stands for, if one is near enough.
///
/// Near means at most a third of the written characters added, left out, changed or swapped
/// with a neighbour, whatever their case.
#[must_use]
pub const fn nearest<'w>(written: &str, words: &[&'w str]) -> Option<&'w str> {
    let allowed = if written.len() < 3 { 1 } else { written.len() / 3 };
    let mut best = None;
    let mut least = allowed + 1;
    let mut at = 0;
    while at < words.len() {
        let steps = distance(written.as_bytes(), words[at].as_bytes());
        if steps < least {
            least = steps;
            best = Some(words[at]);
        }
        at += 1;
    }
    best
}

/// Where `written` stands in `words`, or a message that names them and the nearest.
///
/// # Errors
///
/// When it is none of them; `what` says what the words are, as in "a concurrency policy".
pub const fn word_index(written: &str, words: &[&str], what: &str) -> Result<usize, Message> {
    let mut message = Message::new().push_quoted(written).push(" is not ").push(what).push(": ");
    let mut at = 0;
    while at < words.len() {
        if same(words[at], written) {
            return Ok(at);
        }
        if at > 0 {
            message = message.push(if at + 1 == words.len() { " or " } else { ", " });
        }
        message = message.push(words[at]);
        at += 1;
    }
    Err(match nearest(written, words) {
        Some(word) => message.push("; did you mean ").push_quoted(word).push("?"),
        None => message,
    })
}

/// Whether two texts are equal; `==` is not yet `const`.
#[must_use]
pub const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The number of single-character edits between two words (optimal string alignment).
const fn distance(from: &[u8], to: &[u8]) -> usize {
    if from.len() > LONGEST || to.len() > LONGEST {
        return usize::MAX;
    }
    let mut rows = [[0usize; LONGEST + 1]; 3];
    let mut column = 0;
    while column <= to.len() {
        rows[0][column] = column;
        column += 1;
    }
    let mut row = 1;
    while row <= from.len() {
        let (this, above) = (row % 3, (row + 2) % 3);
        rows[this][0] = row;
        let mut column = 1;
        while column <= to.len() {
            let same = from[row - 1].eq_ignore_ascii_case(&to[column - 1]);
            let changed = rows[above][column - 1] + if same { 0 } else { 1 };
            let mut steps = min(changed, min(rows[above][column], rows[this][column - 1]) + 1);
            if swapped(from, to, row, column) {
                steps = min(steps, rows[(row + 1) % 3][column - 2] + 1);
            }
            rows[this][column] = steps;
            column += 1;
        }
        row += 1;
    }
    rows[from.len() % 3][to.len()]
}

/// Whether the two characters before `row` and before `column` are each other's reverse.
const fn swapped(from: &[u8], to: &[u8], row: usize, column: usize) -> bool {
    row > 1
        && column > 1
        && from[row - 1].eq_ignore_ascii_case(&to[column - 2])
        && from[row - 2].eq_ignore_ascii_case(&to[column - 1])
}

const fn min(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICIES: [&str; 3] = ["Allow", "Forbid", "Replace"];

    #[test]
    fn finds_the_word_meant() {
        for (written, meant) in
            [("alow", "Allow"), ("Fobrid", "Forbid"), ("Repalce", "Replace"), ("ALLOW", "Allow")]
        {
            assert_eq!(nearest(written, &POLICIES), Some(meant), "{written}");
        }
    }

    #[test]
    fn is_silent_when_nothing_is_near() {
        for written in ["", "Never", "x", "a-word-that-is-far-longer-than-any-policy-could-ever-be-named"] {
            assert_eq!(nearest(written, &POLICIES), None, "{written}");
        }
    }
}
