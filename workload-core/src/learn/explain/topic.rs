//! What can be explained, and by which words it is found.

use std::borrow::Cow;

/// Something that can be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Topic {
    /// The name.
    pub name: Cow<'static, str>,
    /// Other names.
    pub also: Vec<Cow<'static, str>>,
    /// The group it is listed in: "Keys", "Volumes".
    pub group: &'static str,
    /// The explanation, as Markdown.
    pub text: Cow<'static, str>,
    /// What a list says of it; the first sentence of the explanation unless there is one.
    pub(super) title: Option<&'static str>,
}

impl Topic {
    /// What it is about, in a line: the first sentence of the explanation, without how a key is written.
    #[must_use]
    pub fn summary(&self) -> String {
        if let Some(title) = self.title {
            return title.to_owned();
        }
        let mut paragraphs = self.text.split("\n\n").map(str::trim);
        let prose =
            paragraphs.find(|text| !text.starts_with(['`', '-', '#', '|']) && !text.starts_with("Written "));
        let joined = prose.unwrap_or_default().replace('\n', " ").replace("**", "");
        joined.split_once(". ").map_or(joined.clone(), |(first, _)| format!("{first}."))
    }

    pub(super) fn is_called(&self, word: &str) -> bool {
        same(&self.name, word)
    }

    pub(super) fn is_also_called(&self, word: &str) -> bool {
        self.also.iter().any(|name| same(name, word))
    }

    /// Whether `word` is one of the keys and words that the explanation lists.
    pub(super) fn lists(&self, word: &str) -> bool {
        self.listed().any(|listed| same(listed, word))
    }

    /// The keys and words that the explanation lists: ``- `max_surge`: …``.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        let code = |line: &'_ str| -> Option<(usize, usize)> {
            let start = line.find("- `")? + 3;
            line[..start].trim_start().starts_with("- `").then_some(())?;
            Some((start, start + line[start..].find('`')?))
        };
        self.text.lines().filter_map(move |line| code(line).map(|(start, end)| &line[start..end]))
    }
}

/// Whether two names are the same but for case, and for `-`, `_` or a space between words.
pub(super) fn same(name: &str, word: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    plain(name) == plain(word)
}
