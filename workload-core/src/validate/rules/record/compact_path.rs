//! A place in a document in little memory: most are never reported.

use crate::k8s::compact_texts::{CompactTexts, CompactWriter};
use crate::syntax::yaml::{Path, Step};

/// A path in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CompactPath(CompactTexts);

impl CompactPath {
    /// The path as it is reported.
    pub(crate) fn path(&self) -> Path {
        let mut all = self.0.reader();
        let step = || {
            let form = all.number()?;
            Some(match form {
                0 => Step::Field(all.text()?.to_owned()),
                1 => Step::Key(all.text()?.to_owned()),
                _ => Step::Index(all.number()?),
            })
        };
        Path(std::iter::from_fn(step).collect())
    }
}

impl From<Path> for CompactPath {
    fn from(path: Path) -> Self {
        let mut all = CompactWriter::default();
        for step in &path.0 {
            match step {
                Step::Field(name) => {
                    all.number(0);
                    all.text(name);
                }
                Step::Key(key) => {
                    all.number(1);
                    all.text(key);
                }
                Step::Index(index) => {
                    all.number(2);
                    all.number(*index);
                }
            }
        }
        Self(all.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::PathBuilder;

    #[test]
    fn a_path_comes_back() {
        let root = PathBuilder::root();
        let items = root.field("items");
        let data = items.index(usize::MAX);
        let data = data.field("data");
        for path in [root.path(), data.key("größe.txt").path(), data.key("").index(0).path()] {
            assert_eq!(CompactPath::from(path.clone()).path(), path);
        }
    }
}
