//! The error of every value: a sentence that says what is wrong and what would be right.

use std::fmt;

use crate::syntax::text::Message;

/// Why a text is not the value it was meant to be.
///
/// Its `Display` is a whole sentence: the text, what it is not, why, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError(Message);

impl ValueError {
    pub(crate) const fn new(message: Message) -> Self {
        Self(message)
    }

    /// The sentence.
    #[must_use]
    pub const fn message(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for ValueError {}

/// The beginning of every such sentence: "`text` is not a name: ".
pub(super) const fn is_not(text: &str, what: &str) -> Message {
    let begin =
        if text.is_empty() { Message::new().push("an empty text") } else { Message::new().push_quoted(text) };
    begin.push(" is not ").push(what).push(": ")
}

/// A check's answer: the sentence that begins as [`is_not`] says and ends with the reason.
pub(super) const fn explain(text: &str, what: &str, checked: Result<(), &str>) -> Result<(), Message> {
    match checked {
        Ok(()) => Ok(()),
        Err(reason) => Err(is_not(text, what).push(reason)),
    }
}
