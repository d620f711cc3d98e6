//! The texts that were read, each once: findings are shown in them, and fixed in them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text that was read.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Where it was read.
    pub(crate) path: PathBuf,
    /// Whether it can be written back: it is neither a pipe nor a device.
    pub(crate) is_file: bool,
    /// The text itself.
    pub(crate) text: Arc<String>,
}

/// The texts by the names that findings call them.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    by_name: HashMap<String, Text>,
    is_idle: bool,
}

impl Texts {
    /// Keeps nothing: for formats that show no lines.
    pub(crate) fn idle() -> Self {
        Self { is_idle: true, ..Self::default() }
    }

    /// Keeps a text.
    pub(crate) fn keep(&mut self, name: &str, path: &Path, is_file: bool, text: impl Into<Arc<String>>) {
        if !self.is_idle {
            let text = text.into();
            self.by_name.insert(name.to_owned(), Text { path: path.to_owned(), is_file, text });
        }
    }

    /// The text called `name`; empty when it was not kept.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("", |text| text.text.as_str())
    }

    /// The text called `name`, with the path that it was read from.
    pub(crate) fn find(&self, name: &str) -> Option<&Text> {
        self.by_name.get(name)
    }

    /// Puts another text in the place of one.
    pub(crate) fn replace(&mut self, name: &str, text: String) {
        if let Some(old) = self.by_name.get_mut(name) {
            old.text = Arc::new(text);
        }
    }
}
