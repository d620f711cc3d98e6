//! Files given inline, and the name their content gives them.

use std::collections::BTreeMap;

use crate::syntax::text::fingerprint;

/// Eight characters that change with the names or the contents of the files.
pub(super) fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let parts = files.iter().flat_map(|(name, content)| [name.as_bytes(), content]);
    let mut mark = fingerprint(parts);
    mark.truncate(8);
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn any_change_changes_the_name() {
        let one = digest(&files(&[("a", "bc")]));
        assert_eq!(one.len(), 8);
        for other in [&[("ab", "c")][..], &[("a", "bd")], &[("a", "b"), ("c", "")], &[]] {
            assert_ne!(one, digest(&files(other)));
        }
    }
}
