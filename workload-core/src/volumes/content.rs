//! Files given inline, and the name their content gives them.

use std::collections::BTreeMap;

/// Eight hexadecimal digits that change with the files: the FNV-1a hash of their names and
/// contents, each with its length, so that no two sets of files run together.
pub(super) fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = OFFSET;
    for (name, content) in files {
        for part in [name.as_bytes(), content] {
            let length = (part.len() as u64).to_le_bytes();
            for byte in length.iter().chain(part) {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
            }
        }
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn content_names_are_stable() {
        assert_eq!(
            digest(&files(&[("redis.conf", "appendonly yes\n")])),
            digest(&files(&[("redis.conf", "appendonly yes\n")]))
        );
        assert_eq!(digest(&files(&[])).len(), 8);
    }

    #[test]
    fn any_change_changes_the_name() {
        let one = digest(&files(&[("a", "bc")]));
        for other in [&[("ab", "c")][..], &[("a", "bd")], &[("a", "b"), ("c", "")], &[]] {
            assert_ne!(one, digest(&files(other)));
        }
    }
}
