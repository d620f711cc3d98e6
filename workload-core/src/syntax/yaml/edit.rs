//! A change of a document's text that keeps everything else: comments, layout, order.

use super::node::Content;
use super::path::Path;
use super::tree::Tree;
use crate::syntax::text::Span;

/// A change, in terms of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Writes `text` in place of the scalar at `path`.
    Replace {
        /// The scalar.
        path: Path,
        /// What stands there then, quoted as it must be.
        text: String,
    },
    /// Writes `text` in place of the key that `path` ends with.
    Rename {
        /// The entry.
        path: Path,
        /// Its new key.
        text: String,
    },
    /// Writes a line `entry` after the entry at `path`, in the same map.
    After {
        /// The entry: it must be there.
        path: Path,
        /// `key: value`.
        entry: String,
    },
}

/// A change in terms of the text: `text` takes the place of `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Tree<'_> {
    /// The change as a patch of `text`, from which this tree was read; none when the place is
    /// not as the edit needs it.
    #[must_use]
    pub fn patch(&self, edit: &Edit, text: &str) -> Option<Patch> {
        match edit {
            Edit::Replace { path, text: new } => {
                let located = self.locate(path);
                let node = self.raw(located.node);
                let fits = located.whole
                    && matches!(node.content, Content::Scalar(_))
                    && node.span.start < node.span.end;
                fits.then(|| Patch { span: node.span, text: new.clone() })
            }
            Edit::Rename { path, text: new } => {
                let located = self.locate(path);
                let span = located.key.filter(|_| located.whole)?;
                Some(Patch { span, text: new.clone() })
            }
            Edit::After { path, entry } => self.insertion(path, entry, text),
        }
    }

    /// A new entry: on a line of its own in a block, behind a comma in braces.
    fn insertion(&self, path: &Path, entry: &str, text: &str) -> Option<Patch> {
        let located = self.locate(path);
        let key = located.key.filter(|_| located.whole)?;
        let end = self.raw(located.node).span.end.max(key.end);
        let line = text[..key.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let before = &text[line..key.start as usize];
        // Only blanks and list dashes stand before the key of a block; anything else is braces.
        if !before.chars().all(|c| matches!(c, ' ' | '-' | '\u{feff}')) {
            return Some(Patch { span: Span { start: end, end }, text: format!(", {entry}") });
        }
        let rest = &text[end as usize..];
        let to = end as usize + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let indent = " ".repeat(before.chars().count());
        let at = Span::of(to..to);
        // A block scalar's text ends with its line break.
        if text[..end as usize].ends_with('\n') {
            return Some(Patch { span: Span { start: end, end }, text: format!("{indent}{entry}\n") });
        }
        Some(Patch { span: at, text: format!("\n{indent}{entry}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::{PathBuilder, documents};

    fn patched(text: &str, edit: impl Fn(Path) -> Edit, names: &[&str]) -> Option<String> {
        let tree = documents(text).next()?.tree.ok()?;
        let root = PathBuilder::root();
        let patch = tree.patch(&edit(root.fields(names).path()), text)?;
        let mut new = text.to_owned();
        new.replace_range(patch.span.range(), &patch.text);
        Some(new)
    }

    #[test]
    fn scalars_and_keys_are_replaced_where_they_stand() {
        let replace = |path| Edit::Replace { path, text: "\"5\"".to_owned() };
        assert_eq!(patched("a: {b: 5} # x\n", replace, &["a", "b"]).as_deref(), Some("a: {b: \"5\"} # x\n"));
        assert_eq!(patched("a: {b: 5}\n", replace, &["a"]), None);
        assert_eq!(patched("a: {b: 5}\n", replace, &["a", "c"]), None);
        let rename = |path| Edit::Rename { path, text: "image".to_owned() };
        assert_eq!(patched("imagee: x\n", rename, &["imagee"]).as_deref(), Some("image: x\n"));
    }

    #[test]
    fn entries_are_added_in_the_style_of_their_map() {
        let after = |path| Edit::After { path, entry: "readOnly: true".to_owned() };
        for (text, names, expected) in [
            ("a:\n  b: 1 # x\nc: 2\n", &["a", "b"][..], "a:\n  b: 1 # x\n  readOnly: true\nc: 2\n"),
            ("a: {b: 1, c: 2}\n", &["a", "b"], "a: {b: 1, readOnly: true, c: 2}\n"),
            ("a:\n  b: |\n    x\nc: 2", &["a", "b"], "a:\n  b: |\n    x\n  readOnly: true\nc: 2"),
            ("a:\n  b: 1", &["a", "b"], "a:\n  b: 1\n  readOnly: true"),
        ] {
            assert_eq!(patched(text, after, names).as_deref(), Some(expected), "{text}");
        }
    }
}
