//! A version of Kubernetes, and the one that this program was built with.

use core::fmt;
use core::str::FromStr;

k8s_openapi::k8s_if_1_33! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.33";
}
k8s_openapi::k8s_if_1_34! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.34";
}
k8s_openapi::k8s_if_1_35! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.35";
}
k8s_openapi::k8s_if_1_36! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.36";
}
k8s_openapi::k8s_if_1_37! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.37";
}

/// A version of Kubernetes, `1.31`: all that differs between versions is the number behind the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

impl Version {
    /// The earliest version that manifests are judged for.
    pub const EARLIEST: Self = Self(30);

    /// The latest version that manifests are judged for: the one this program was built with.
    pub const NEWEST: Self = Self::of(BUILT_FOR);

    /// The version `1.<minor>`.
    #[must_use]
    pub const fn minor(minor: u8) -> Self {
        Self(minor)
    }

    /// This version and all later ones that are known here.
    pub fn to_newest(self) -> impl Iterator<Item = Self> {
        (self.0..=Self::NEWEST.0).map(Self)
    }

    /// The version of a text that is one, such as `1.31`.
    pub(crate) const fn of(text: &str) -> Self {
        match Self::read(text.as_bytes()) {
            Some(version) => version,
            None => panic!("a version of Kubernetes is written as `1.31`"),
        }
    }

    /// The number behind the dot.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The next version.
    pub(crate) const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    const fn read(text: &[u8]) -> Option<Self> {
        let ([b'1', b'.', digits @ ..] | [b'v', b'1', b'.', digits @ ..]) = text else { return None };
        match digits {
            [one @ b'0'..=b'9'] => Some(Self(*one - b'0')),
            [ten @ b'1'..=b'5', one @ b'0'..=b'9'] => Some(Self((*ten - b'0') * 10 + (*one - b'0'))),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let version = Self::read(text.as_bytes())
            .ok_or_else(|| format!("`{text}` is not a version of Kubernetes, expected one such as `1.31`"))?;
        if version < Self::EARLIEST || version > Self::NEWEST {
            let (least, most) = (Self::EARLIEST, Self::NEWEST);
            return Err(format!("Kubernetes {version} is not known here, expected {least} to {most}"));
        }
        Ok(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!("1.31".parse(), Ok(Version::minor(31)));
        assert_eq!("v1.31".parse(), Ok(Version::minor(31)));
        for text in ["1.9", "1.99", "1.31.2", "2.0", "131", ""] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
        assert_eq!(Version::NEWEST.to_string(), BUILT_FOR);
    }
}
