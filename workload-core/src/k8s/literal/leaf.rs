//! The literals behind keys as plain data, for checks that need more than one of them.

/// One key and what is written for it.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// The key.
    pub key: &'a str,
    /// What stands behind it.
    pub written: Written<'a>,
}

/// What stands behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// Text in quotes.
    Text(&'a str),
    /// A whole number.
    Number(i128),
    /// A word without quotes.
    Word(&'a str),
    /// Keys in parentheses.
    Group(&'a [Leaf<'a>]),
    /// The value of a field, an expression, or anything else that has no value yet.
    Later,
}

impl Written<'_> {
    /// The number written, if it is one.
    pub(crate) const fn number(self) -> Option<i128> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// What is written for `key`, if it is there.
pub(crate) const fn find<'a>(keys: &[Leaf<'a>], key: &str) -> Option<Written<'a>> {
    let mut at = 0;
    while at < keys.len() {
        if crate::syntax::text::same(keys[at].key, key) {
            return Some(keys[at].written);
        }
        at += 1;
    }
    None
}
