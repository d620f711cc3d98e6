//! Defaults of Secrets.

use serde_json::{Map, Value};

use super::defaults::{default, within};

/// `stringData` is written into `data`, where it wins.
pub(super) fn secret(object: &mut Map<String, Value>) {
    default(object, "type", "Opaque");
    let Some(Value::Object(texts)) = object.remove("stringData") else { return };
    within(object, "data", |data| {
        for (key, text) in texts {
            let text = text.as_str().unwrap_or_default();
            data.insert(key, base64(text.as_bytes()).into());
        }
    });
}

/// Standard base64 with padding, as `data` is written.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit > group.len() { '=' } else { char::from(DIGITS[value as usize]) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn texts_are_coded_as_in_rfc_4648() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }
}
