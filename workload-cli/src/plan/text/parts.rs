//! Parts of a text of which so many are shown as fit, and the rest is counted.

use super::extent::Extent;
use super::paint::painted;
use crate::terminal::{Page, WEAK};

/// The parts of one section, in order.
#[derive(Debug)]
pub(super) struct Parts {
    /// The lines that they may take together; none when everything is shown.
    lines: Option<usize>,
    /// What one of them is: `change`.
    what: &'static str,
    parts: Vec<String>,
    left_out: usize,
}

impl Parts {
    pub(super) fn new(extent: Extent, lines: usize, what: &'static str) -> Self {
        let lines = Some(lines).filter(|_| extent == Extent::TwoScreens);
        Self { lines, what, parts: Vec::new(), left_out: 0 }
    }

    /// Whether some may be left out.
    pub(super) fn is_bounded(&self) -> bool {
        self.lines.is_some()
    }

    pub(super) fn add(&mut self, part: String) {
        self.parts.push(part);
    }

    /// Adds a part for each of `all`, as `write` writes one.
    pub(super) fn extend<T>(&mut self, all: Vec<T>, write: impl Fn(&mut Page, T)) {
        for one in all {
            let mut page = Page::new();
            write(&mut page, one);
            self.add(page.into_text());
        }
    }

    /// Counts one that is not shown.
    pub(super) fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// Shows the first, and those after it that fit; says how many are left out.
    pub(super) fn show(self, page: &mut Page) {
        let (mut taken, mut shown) = (0, 0);
        for part in &self.parts {
            taken += part.lines().count();
            if shown > 0 && self.lines.is_some_and(|lines| taken > lines) {
                break;
            }
            page.raw(part);
            shown += 1;
        }
        let left = self.parts.len() - shown + self.left_out;
        if left > 0 {
            if shown == 0 {
                page.raw("\n");
            }
            let many = if left == 1 { "" } else { "s" };
            let text = format!("  … {left} more {}{many}: --all", self.what);
            page.raw(&format!("{}\n", painted(WEAK, &text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(extent: Extent) -> String {
        let mut parts = Parts::new(extent, 3, "change");
        for part in ["a\na\n", "b\n", "c\n", "d\n"] {
            parts.add(part.to_owned());
        }
        let mut page = Page::new();
        parts.show(&mut page);
        anstream::adapter::strip_str(&page.into_text()).to_string()
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        assert_eq!(shown(Extent::TwoScreens), "a\na\nb\n  … 2 more changes: --all\n");
        assert_eq!(shown(Extent::All), "a\na\nb\nc\nd\n");
    }
}
