//! Hashes by which values are compared without being kept.

use std::fmt::Write as _;

use ring::digest::{Context, SHA256};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::error::{CliError, Result};

/// Number of random bytes that are hashed along.
const SALT: usize = 16;

/// Random text that is hashed along, so that no table of common values finds one.
pub(crate) fn new_salt() -> Result<String> {
    let mut bytes = [0; SALT];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| CliError::new("the operating system gives no random numbers"))?;
    Ok(hex(&bytes))
}

/// The SHA-256 of a salt and a value, as hexadecimal digits.
pub(crate) fn digest(salt: &str, value: &[u8]) -> String {
    let mut context = Context::new(&SHA256);
    context.update(salt.as_bytes());
    context.update(value);
    hex(context.finish().as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sha_256_of_salt_and_value() {
        let wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!([digest("", b"abc"), digest("ab", b"c")], [wanted, wanted]);
        assert_ne!(new_salt().unwrap(), new_salt().unwrap());
    }
}
