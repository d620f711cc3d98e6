//! What the API server draws at random, drawn in order instead, so that a run is the same each time.

use std::collections::BTreeSet;

/// Letters and digits that generated names consist of.
const ALPHABET: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";

/// The source of identifiers, generated names, addresses and ports.
#[derive(Clone, Debug)]
pub(crate) struct Ids {
    uids: u64,
    names: u64,
    uid: fn(u64) -> String,
    suffix: fn(u64) -> String,
    pub(crate) addresses: Addresses,
}

impl Default for Ids {
    fn default() -> Self {
        Self::new(uuid, random_suffix)
    }
}

impl Ids {
    /// Identifiers and the ends of generated names, each made of a number.
    pub(crate) fn new(uid: fn(u64) -> String, suffix: fn(u64) -> String) -> Self {
        Self { uids: 0, names: 0, uid, suffix, addresses: Addresses::default() }
    }

    /// The identifier of the next object.
    pub(crate) fn uid(&self) -> String {
        (self.uid)(self.uids)
    }

    /// The end of the next generated name.
    pub(crate) fn suffix(&self) -> String {
        (self.suffix)(self.names)
    }

    /// An object got them.
    pub(crate) fn count(&mut self, is_generated: bool) {
        self.uids += 1;
        self.names += u64::from(is_generated);
    }
}

/// Addresses and ports that Services get, in the order in which they appear.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    ips: u64,
    ports: u64,
    rewritten: BTreeSet<String>,
}

impl Addresses {
    /// The next cluster IP.
    pub(crate) fn ip(&mut self) -> String {
        self.ips += 1;
        let number = 100 + self.ips;
        format!("10.96.{}.{}", number / 256, number % 256)
    }

    /// The next node port.
    pub(crate) fn port(&mut self) -> u64 {
        self.ports += 1;
        30_999 + self.ports
    }

    /// Whether an object is written for the first time after its creation.
    pub(crate) fn is_first_write(&mut self, uid: &str) -> bool {
        self.rewritten.insert(uid.to_owned())
    }
}

/// A number as a UUID of version 4.
fn uuid(number: u64) -> String {
    let mixed = mix(number);
    let (high, low) = (mixed >> 32, mixed & 0xffff_ffff);
    format!("{high:08x}-{:04x}-4{:03x}-a{:03x}-{number:012x}", low >> 16, low & 0xfff, (low >> 4) & 0xfff)
}

/// Five letters and digits, as the API server appends them to a `generateName`.
pub(crate) fn random_suffix(number: u64) -> String {
    letters(mix(number), 5)
}

/// So many letters and digits of a number.
pub(crate) fn letters(mut number: u64, count: usize) -> String {
    let base = ALPHABET.len() as u64;
    let mut text = String::new();
    for _ in 0..count {
        let at = usize::try_from(number % base).unwrap_or(0);
        text.push(char::from(ALPHABET[at]));
        number /= base;
    }
    text
}

/// A number that looks drawn (`SplitMix64`).
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
