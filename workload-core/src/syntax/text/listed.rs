//! Names in a sentence, of which there may be thousands.

/// Number of names that a sentence lists.
const LISTED: usize = 12;

/// The names in quotes: `a`, `b`; of many the first, and how many more there are.
pub(crate) fn listed<W: AsRef<str>>(names: impl IntoIterator<Item = W>) -> String {
    let mut names = names.into_iter();
    let first: Vec<_> = names.by_ref().take(LISTED).map(|name| format!("`{}`", name.as_ref())).collect();
    match names.count() {
        0 => first.join(", "),
        more => format!("{}, and {more} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_names_the_first_are_listed() {
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        assert_eq!(listed(["a"; 12]), ["`a`"; 12].join(", "));
        assert_eq!(listed(["a"; 30]), format!("{}, and 18 more", ["`a`"; 12].join(", ")));
    }
}
