//! Where a container stands, in little memory: most places are never reported.

use crate::validate::rules::facts::subject::ContainerPart;

/// The list of a container, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContainerPlace {
    of_init: bool,
    number: u32,
}

impl ContainerPlace {
    /// The place of a container.
    pub(crate) fn of(part: &ContainerPart<'_>) -> Self {
        Self { of_init: part.list == "initContainers", number: small(part.index) }
    }

    /// The place as a number.
    pub(crate) const fn code(self) -> usize {
        (self.number as usize) << 1 | self.of_init as usize
    }

    /// The place of a number.
    pub(crate) fn from_code(code: usize) -> Self {
        Self { of_init: code & 1 == 1, number: small(code >> 1) }
    }

    /// The field of its list.
    pub(crate) const fn list(self) -> &'static str {
        if self.of_init { "initContainers" } else { "containers" }
    }

    /// Its number in the list.
    pub(crate) const fn index(self) -> usize {
        self.number as usize
    }
}

/// The number of an item; no list is longer.
pub(crate) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
