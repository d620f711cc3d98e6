//! The most that is read of one input: a device, or a program that never ends, gives bytes for ever.

use std::io::{Error, ErrorKind, Read, Result};

/// Maximum number of bytes of one input.
const MOST: u64 = 1 << 30;

/// Reads no more of an input than it may hold.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    input: R,
    most: u64,
    read: u64,
}

impl<R: Read> Bounded<R> {
    /// An input of at most one gibibyte.
    pub(super) const fn new(input: R) -> Self {
        Self { input, most: MOST, read: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.input.read(buffer)?;
        self.read = self.read.saturating_add(read as u64);
        if self.read > self.most {
            let mebibytes = self.most >> 20;
            let why =
                format!("it has more than {mebibytes} MiB, which is the most that is read of one input");
            return Err(Error::new(ErrorKind::FileTooLarge, why));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_input_is_read_to_its_bound() {
        let mut read = Vec::new();
        let mut endless = Bounded { input: std::io::repeat(b'y'), most: 3 << 20, read: 0 };
        let error = endless.read_to_end(&mut read).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        assert!(error.to_string().starts_with("it has more than 3 MiB"), "{error}");
        assert!(read.len() <= 3 << 20);
    }

    #[test]
    fn an_input_may_be_as_long_as_the_bound() {
        let mut read = Vec::new();
        let mut whole = Bounded { input: std::io::repeat(b'y').take(3 << 20), most: 3 << 20, read: 0 };
        assert_eq!(whole.read_to_end(&mut read).unwrap(), 3 << 20);
        assert_eq!(Bounded::new(std::io::empty()).most, MOST);
    }
}
