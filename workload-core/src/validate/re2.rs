//! Regular expressions, as far as can be said without running them.

/// Why Go's `regexp` refuses a pattern; none where it takes it, or may.
pub(super) fn check(pattern: &str) -> Result<(), &'static str> {
    let mut scan = Scan { rest: pattern, open: 0, repeatable: false };
    while let Some(next) = scan.next() {
        scan.step(next)?;
    }
    if scan.open > 0 { Err("a `(` is not closed") } else { Ok(()) }
}

/// A walk over a pattern.
struct Scan<'a> {
    rest: &'a str,
    open: usize,
    /// Whether what stands before can be repeated.
    repeatable: bool,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    fn step(&mut self, next: char) -> Result<(), &'static str> {
        let repeatable = std::mem::replace(&mut self.repeatable, true);
        match next {
            '\\' => return self.escape(),
            '[' => return self.class(),
            '(' => {
                self.open += 1;
                self.repeatable = false;
                return self.group();
            }
            ')' => self.open = self.open.checked_sub(1).ok_or("a `)` closes nothing")?,
            '|' => self.repeatable = false,
            '*' | '+' | '?' if !repeatable => return Err("a repetition repeats nothing"),
            '*' | '+' | '?' => self.rest = self.rest.strip_prefix('?').unwrap_or(self.rest),
            _ => {}
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), &'static str> {
        match self.next() {
            None => Err("it ends with a backslash"),
            Some('1'..='9') => Err("references to groups (`\\1`) are not supported"),
            Some('Q') => {
                self.rest = self.rest.split_once("\\E").map_or("", |(_, rest)| rest);
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    /// The rest of a class of characters.
    fn class(&mut self) -> Result<(), &'static str> {
        self.rest = self.rest.strip_prefix('^').unwrap_or(self.rest);
        let mut first = true;
        while let Some(next) = self.next() {
            match next {
                ']' if !first => return Ok(()),
                '\\' => {
                    self.next();
                }
                '[' if self.rest.starts_with(':') => {
                    if let Some((_, rest)) = self.rest.split_once(":]") {
                        self.rest = rest;
                    }
                }
                _ => {}
            }
            first = false;
        }
        Err("a `[` is not closed")
    }

    /// What follows the parenthesis of a group.
    fn group(&mut self) -> Result<(), &'static str> {
        let Some(rest) = self.rest.strip_prefix('?') else { return Ok(()) };
        if rest.starts_with(['=', '!'])
            || rest.starts_with("<=")
            || rest.starts_with("<!")
            || rest.starts_with('>')
        {
            return Err("looking around (`(?=`, `(?!`, `(?<=`, `(?<!`) is not supported");
        }
        self.rest = rest;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pattern_is_refused() {
        for pattern in
            ["", "^a[^]x]+$", "(?i)a|b", "(?P<n>a)", "[[:alpha:]]*?", "\\d{1,3}\\.", "a(|b)", "\\Q(\\E"]
        {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for pattern in ["[", "(", ")", "(?=a)", "(?<!a)", "\\1", "\\", "*a", "a|+"] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }
}
