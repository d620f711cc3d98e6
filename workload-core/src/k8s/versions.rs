//! A set of versions of Kubernetes: those that manifests are judged for, or that a fact holds in.

use core::fmt;
use core::str::FromStr;

use super::version::Version;

/// A set of versions, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Versions(u64);

impl Versions {
    /// Every version there is.
    pub const ALL: Self = Self(u64::MAX);

    /// No version.
    pub const NONE: Self = Self(0);

    /// That version alone.
    #[must_use]
    pub const fn only(version: Version) -> Self {
        Self(1 << version.number())
    }

    /// That version and all later ones.
    #[must_use]
    pub const fn from(version: Version) -> Self {
        Self(u64::MAX << version.number())
    }

    /// All versions before that one.
    #[must_use]
    pub const fn before(version: Version) -> Self {
        Self(!Self::from(version).0)
    }

    /// The versions that are in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The versions that are in one of the sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The versions that are not in the other set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is no version in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the version is in it.
    #[must_use]
    pub const fn has(self, version: Version) -> bool {
        !self.and(Self::only(version)).is_empty()
    }

    /// The versions that are known here, from the earliest to the latest.
    pub fn iter(self) -> impl Iterator<Item = Version> {
        let known = Version::EARLIEST.number()..=Version::NEWEST.number();
        known.map(Version::minor).filter(move |version| self.has(*version))
    }
}

/// The newest version.
impl Default for Versions {
    fn default() -> Self {
        Self::only(Version::NEWEST)
    }
}

impl fmt::Debug for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Versions({self})")
    }
}

/// `1.31, 1.34-1.36`.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.iter().peekable();
        let mut comma = "";
        while let Some(first) = rest.next() {
            let mut last = first;
            while let Some(next) = rest.next_if(|next| *next == last.next()) {
                last = next;
            }
            write!(f, "{comma}{first}")?;
            match last.number() - first.number() {
                0 => {}
                1 => write!(f, ", {last}")?,
                _ => write!(f, "-{last}")?,
            }
            comma = ", ";
        }
        Ok(())
    }
}

/// Versions and ranges of them with commas between: `1.31,1.34-1.36`.
impl FromStr for Versions {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut versions = Self::NONE;
        for part in text.split(',') {
            versions = versions.or(match part.split_once('-') {
                None => Self::only(part.parse()?),
                Some((first, last)) => {
                    let (first, last) = (first.parse::<Version>()?, last.parse::<Version>()?);
                    if first > last {
                        return Err(format!("`{part}` begins after it ends, expected `{last}-{first}`"));
                    }
                    Self::from(first).and(Self::before(last.next()))
                }
            });
        }
        Ok(versions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges_are_read_and_shown() {
        for (text, shown) in [
            ("1.31", "1.31"),
            ("1.31,1.32", "1.31, 1.32"),
            ("1.30, 1.31-1.33", "1.30-1.33"),
            ("v1.30-1.30", "1.30"),
        ] {
            assert_eq!(text.parse::<Versions>().unwrap().to_string(), shown);
        }
        for text in ["", "1.33-1.31", "1.31-", "1.31,,1.32", "latest"] {
            assert!(text.parse::<Versions>().is_err(), "{text}");
        }
    }

    #[test]
    fn sets_are_cut_at_versions() {
        let version = Version::minor(33);
        assert!(Versions::from(version).has(version) && !Versions::before(version).has(version));
        assert_eq!(Versions::from(version).or(Versions::before(version)), Versions::ALL);
        assert_eq!(Versions::ALL.without(Versions::from(version)), Versions::before(version));
    }
}
