//! JSON on its way out, with the control characters escaped that JSON itself lets stand.

use std::io::{Result, Write};

use super::visible::{may_be_obeyed, visible_json};

/// Escapes what is written to it. Each write holds whole characters, as those of `serde_json` do.
pub(crate) struct EscapedJson<W>(pub(crate) W);

impl<W: Write> Write for EscapedJson<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if may_be_obeyed(text) => self.0.write_all(visible_json(text).as_bytes())?,
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_on_the_way() {
        let mut written = Vec::new();
        let texts = ["a\u{9b}b", "ü\u{7f}", "line\n"];
        serde_json::to_writer(EscapedJson(&mut written), &texts).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(written, visible_json(&serde_json::to_string(&texts).unwrap()));
        assert_eq!(written, "[\"a\\u009bb\",\"ü\\u007f\",\"line\\n\"]");
    }
}
