//! Names of time zones: those of the IANA tz database, spelt exactly so.

mod names;

use super::error::is_not;
use super::text_value;
use crate::syntax::text::{Message, nearest, same};
use names::NAMES;

text_value! {
    /// A name of the tz database, such as `Europe/Berlin`.
    ///
    /// Upper and lower case matter; `Local` and abbreviations that are no names of the
    /// database (`PST`, `UTC+2`) are refused, as the API server refuses them.
    TimeZone, check: check, expects: "the name of a time zone in quotes, such as `\"Europe/Berlin\"`"
}

impl TimeZone {
    /// The zone's rules, from the system's database or jiff's own.
    ///
    /// # Errors
    ///
    /// When neither database knows the zone.
    pub fn rules(&self) -> Result<jiff::tz::TimeZone, jiff::Error> {
        jiff::tz::TimeZone::get(self.as_str())
    }
}

pub(crate) const fn check(text: &str) -> Result<(), Message> {
    if known(name_of(text)) {
        return Ok(());
    }
    let wrong = is_not(text, "a time zone");
    if text.is_empty() {
        return Err(wrong.push("it is empty; leave it out for the controller's own zone"));
    }
    if same(text, "Local") {
        return Err(wrong.push("name the zone, such as `Europe/Berlin`"));
    }
    let message = wrong.push("it is no name of the tz database, such as `Europe/Berlin` or `Etc/UTC`");
    Err(match near(text) {
        Some(name) => message.push("; did you mean ").push_quoted(name).push("?"),
        None => message,
    })
}

/// The name without the folder of a copy: the server's database may hold each zone thrice.
const fn name_of(text: &str) -> &str {
    let folder = match text.as_bytes() {
        [b'p', b'o', b's', b'i', b'x', b'/', ..] | [b'r', b'i', b'g', b'h', b't', b'/', ..] => 6,
        _ => 0,
    };
    let (_, name) = text.split_at(folder);
    name
}

const fn known(text: &str) -> bool {
    let (mut low, mut high) = (0, NAMES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(NAMES[middle], text) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low < NAMES.len() && same(NAMES[low], text)
}

const fn less(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}

/// The nearest name of about the same length that begins with the same letters: comparing all
/// six hundred would take the compiler too long.
const fn near(text: &str) -> Option<&'static str> {
    let mut candidates = [""; 64];
    let mut count = 0;
    let mut at = 0;
    while at < NAMES.len() && count < candidates.len() {
        if alike(NAMES[at].as_bytes(), text.as_bytes()) {
            candidates[count] = NAMES[at];
            count += 1;
        }
        at += 1;
    }
    let (candidates, _) = candidates.split_at(count);
    nearest(text, candidates)
}

const fn alike(name: &[u8], text: &[u8]) -> bool {
    const PREFIX: usize = 2;
    if text.len() < PREFIX || name.len().abs_diff(text.len()) > PREFIX {
        return false;
    }
    let last = if name.len() < text.len() { name.len() } else { text.len() } - 1;
    name[0].eq_ignore_ascii_case(&text[0])
        && (name[1].eq_ignore_ascii_case(&text[1]) || name[last].eq_ignore_ascii_case(&text[last]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_database() {
        assert!(NAMES.is_sorted());
        let missing: Vec<_> =
            jiff::tz::db().available().map(|name| name.to_string()).filter(|name| !known(name)).collect();
        // Copies that some systems keep beside the database, and files that are no zones.
        let copies = |name: &String| {
            name.starts_with("posix/")
                || name.starts_with("right/")
                || !name.contains(|c: char| c.is_uppercase())
        };
        assert!(missing.iter().all(copies), "{missing:?}");
        assert!(NAMES.len() > 590);
    }

    #[test]
    fn names_are_exact() {
        for name in [
            "Europe/Berlin",
            "UTC",
            "EST",
            "US/Pacific",
            "Zulu",
            "America/Argentina/Buenos_Aires",
            "Factory",
            "posix/UTC",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for (name, reason) in [
            ("", "leave it out"),
            ("Local", "name the zone"),
            ("PST", "no name of the tz database"),
            ("europe/berlin", "did you mean `Europe/Berlin`?"),
            ("Europe/Berln", "did you mean `Europe/Berlin`?"),
            ("Europe/Berlin ", "did you mean `Europe/Berlin`?"),
            ("utc", "did you mean `UTC`?"),
            ("posix", "no name of the tz database"),
            ("right/Nowhere", "no name of the tz database"),
        ] {
            let error = check(name).unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }

    #[test]
    fn the_rules_of_a_zone_can_be_had() {
        assert!(TimeZone::new("Europe/Berlin").rules().is_ok());
    }
}
