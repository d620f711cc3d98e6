//! Addresses of the Internet Protocol and ranges of them, as the API server takes them.
//!
//! Kubernetes 1.36 is strict: no octet with a leading zero, no IPv4 address in the clothes of
//! an IPv6 one, no range with bits set behind its prefix.

use core::net::IpAddr;

use super::error::is_not;
use crate::syntax::text::Message;

/// Reads an address.
///
/// # Errors
///
/// When it is none, with the reason.
pub(crate) fn check_ip(text: &str) -> Result<IpAddr, Message> {
    ip(text).map_err(|reason| is_not(text, "an IP address").push(reason))
}

/// Whether a text is an address, with zeros before its numbers or without them.
pub(crate) fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok() || without_zeros(text).parse::<IpAddr>().is_ok()
}

/// Whether a text is a range, in some form that older servers take.
pub(crate) fn is_cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let most = if address.contains(':') { 128 } else { 32 };
    is_ip(address) && length.parse::<u8>().is_ok_and(|length| length <= most) && !length.starts_with('+')
}

/// Reads a range: its first address and the length of its prefix.
///
/// # Errors
///
/// When it is none, with the reason.
pub(crate) fn check_cidr(text: &str) -> Result<(IpAddr, u8), Message> {
    cidr(text).map_err(|reason| is_not(text, "a range of IP addresses").push(reason))
}

fn ip(text: &str) -> Result<IpAddr, &'static str> {
    match text.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            Err("write the IPv4 address without `::ffff:`")
        }
        Ok(address) => Ok(address),
        Err(_) if without_zeros(text).parse::<IpAddr>().is_ok() => {
            Err("a number with a leading zero is read as octal by some programs: leave the zero out")
        }
        Err(_) => Err("expected one such as `10.9.8.7` or `2001:db8::ffff`"),
    }
}

fn cidr(text: &str) -> Result<(IpAddr, u8), &'static str> {
    const EXPECTED: &str = "expected one such as `10.9.8.0/24` or `2001:db8::/64`";
    let (address, length) = text.split_once('/').ok_or(EXPECTED)?;
    let address = ip(address)?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let plain = length.bytes().all(|digit| digit.is_ascii_digit());
    if plain && length.len() > 1 && length.starts_with('0') {
        return Err("the length of the prefix has no leading zero");
    }
    let length: u8 = length.parse().ok().filter(|length| plain && *length <= most).ok_or(EXPECTED)?;
    if bits(address).checked_shl(u32::from(128 - most) + u32::from(length)).unwrap_or(0) != 0 {
        return Err("bits are set behind the prefix: write the first address of the range");
    }
    Ok((address, length))
}

/// The bits of an address; those of an IPv4 address are the last ones.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The text without the zeros that its decimal numbers begin with.
fn without_zeros(text: &str) -> String {
    let octets = text.split('.').map(|octet| match octet.trim_start_matches('0') {
        "" if !octet.is_empty() => "0",
        rest => rest,
    });
    octets.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_strictly() {
        for text in ["10.9.8.7", "0.0.0.0", "2001:db8::ffff", "FE80:0:0:0:0:0:0:0abc", "::1", "::1.2.3.4"] {
            assert!(check_ip(text).is_ok(), "{text}");
        }
        for (text, reason) in [
            ("", "such as"),
            ("1.2.3", "such as"),
            ("1.2.3.256", "such as"),
            ("fe80::1%eth0", "such as"),
            ("None", "such as"),
            (" 1.2.3.4", "such as"),
            ("10.96.0.010", "leave the zero out"),
            ("::ffff:1.2.3.4", "without `::ffff:`"),
        ] {
            assert!(check_ip(text).unwrap_err().as_str().contains(reason), "{text}");
        }
    }

    #[test]
    fn ranges_are_read_strictly() {
        for text in ["10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/32", "2001:db8::/64", "::/0", "::1/128"] {
            assert!(check_cidr(text).is_ok(), "{text}");
        }
        for (text, reason) in [
            ("", "such as"),
            ("10.0.0.0", "such as"),
            ("10.0.0.0/33", "such as"),
            ("10.0.0.0/+8", "such as"),
            ("10.0.0.0/", "such as"),
            ("::/129", "such as"),
            ("010.0.0.0/8", "leave the zero out"),
            ("10.0.0.0/08", "no leading zero"),
            ("10.0.0.1/8", "behind the prefix"),
            ("2001:db8::1/64", "behind the prefix"),
            ("::ffff:10.0.0.0/104", "without `::ffff:`"),
        ] {
            assert!(check_cidr(text).unwrap_err().as_str().contains(reason), "{text}");
        }
    }
}
