//! The texts that findings are shown in: read again when needed, for all of them would be too
//! much to keep.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

/// Gives a file's text by its name.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    kept: HashMap<String, Arc<str>>,
    last: Option<(String, Arc<str>)>,
}

impl Texts {
    /// Keeps a text that cannot be read again, such as standard input's.
    pub(crate) fn keep(&mut self, name: &str, text: &str) {
        self.kept.insert(name.to_owned(), text.into());
    }

    /// The text of a file; empty when it is gone.
    pub(crate) fn of(&mut self, name: &str) -> Arc<str> {
        if let Some(text) = self.kept.get(name) {
            return text.clone();
        }
        if let Some((last, text)) = &self.last
            && last == name
        {
            return text.clone();
        }
        let text: Arc<str> = fs::read_to_string(name).unwrap_or_default().into();
        self.last = Some((name.to_owned(), text.clone()));
        text
    }

    /// Forgets what was read, for it has changed.
    pub(crate) fn forget(&mut self) {
        self.last = None;
    }
}
