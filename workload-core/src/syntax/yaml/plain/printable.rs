//! The characters that mean the same to every reader of YAML.

use memchr::memchr_iter;

/// Whether a text consists of characters that mean the same to every reader of YAML.
pub(super) fn is_printable(text: &str) -> bool {
    // Blocks without an early end are looked at many bytes at a time.
    const BLOCK: usize = 64;
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    let is_unusual = |byte: &u8| !matches!(byte, b' '..=b'~' | b'\n');
    let is_ascii = |block: &[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_unusual(byte));
    if blocks.iter().all(is_ascii) && !rest.iter().any(is_unusual) {
        return true;
    }
    // A carriage return belongs to a line's end.
    let returns = memchr_iter(b'\r', text.as_bytes());
    let unusual = |c: char| !matches!(c, ' '..='~' | '\n' | '\r' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..);
    returns.into_iter().all(|at| text.as_bytes().get(at + 1) == Some(&b'\n')) && !text.contains(unusual)
}
