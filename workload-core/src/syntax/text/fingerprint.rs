//! A short mark of a content, which any change of it changes.

/// Sixteen hexadecimal digits: the 64-bit FNV-1a hash of the parts, each with its length, so
/// that no two lists of parts run together. It finds changes; it keeps nothing secret.
///
/// ```
/// use workload_core::syntax::text::fingerprint;
///
/// assert_ne!(fingerprint([b"ab".as_slice(), b"c"]), fingerprint([b"a".as_slice(), b"bc"]));
/// ```
pub fn fingerprint<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = OFFSET;
    for part in parts {
        let length = (part.len() as u64).to_le_bytes();
        for byte in length.iter().chain(part) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn it_is_the_same_on_every_machine() {
        assert_eq!(fingerprint([]), "cbf29ce484222325");
        assert_eq!(fingerprint([b"redis.conf".as_slice(), b"appendonly yes\n"]), "c782f06693287d12");
    }
}
