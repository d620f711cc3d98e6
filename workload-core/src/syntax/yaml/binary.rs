//! What `!!binary` stands for: the text that base64 encodes.

/// The text; bytes that are no UTF-8 become what JSON makes of them. None where it is no base64.
pub(super) fn binary(text: &str) -> Option<String> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    let (groups, []) = digits.as_chunks::<4>() else { return None };
    for (number, group) in groups.iter().enumerate() {
        let padding = group.iter().rev().take_while(|digit| **digit == b'=').count();
        if padding > 2 || (padding > 0 && number + 1 < groups.len()) {
            return None;
        }
        let mut bits = 0;
        for digit in &group[..4 - padding] {
            bits = bits << 6 | value(*digit)?;
        }
        let three = (bits << (6 * padding)).to_be_bytes();
        bytes.extend_from_slice(&three[1..4 - padding]);
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The six bits that a digit stands for.
fn value(digit: u8) -> Option<u32> {
    match digit {
        b'A'..=b'Z' => Some(u32::from(digit - b'A')),
        b'a'..=b'z' => Some(u32::from(digit - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(digit - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::binary;

    #[test]
    fn base64_is_read_whole_or_not() {
        for (text, wanted) in [
            ("", Some("")),
            ("YQ==", Some("a")),
            ("YWI=", Some("ab")),
            ("YWJj", Some("abc")),
            ("YWJjZA==\n", Some("abcd")),
        ] {
            assert_eq!(binary(text).as_deref(), wanted, "{text}");
        }
        for text in ["YQ", "YQ=", "Y===", "====", "YQ==YQ==", "Y!==", "Y Q="] {
            assert_eq!(binary(text), None, "{text}");
        }
    }
}
