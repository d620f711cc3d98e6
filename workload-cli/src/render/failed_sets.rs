//! Sets of values with which a chart cannot be rendered: what is the same for several is told once.

use std::path::Path;

use super::chart::{Chart, FILE};
use super::rendered::Failure;

/// What is said, each with the sets of values that it is said of.
#[derive(Debug, Default)]
pub(super) struct FailedSets<'s>(Vec<(String, Vec<&'s str>)>);

impl<'s> FailedSets<'s> {
    /// Adds what was said of a set.
    pub(super) fn add(&mut self, set: &'s str, said: &str) {
        let is_of_note =
            |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("Use --debug flag");
        let said = said.lines().filter(is_of_note).collect::<Vec<_>>().join("\n");
        match self.0.iter_mut().find(|(own, _)| *own == said) {
            Some((_, sets)) => sets.push(set),
            None => self.0.push((said, vec![set])),
        }
    }

    /// The failures of `chart`, which was tried with so many sets of values, at the template where that is
    /// said.
    pub(super) fn told(self, chart: &Chart, here: &Path, all: usize) -> impl Iterator<Item = Failure> {
        self.0.into_iter().map(move |(said, sets)| {
            let message = match sets[..] {
                [only] => format!("with {only}: {said}"),
                _ if sets.len() == all => said.clone(),
                _ => format!("{said} (in {} of {all} sets of values)", sets.len()),
            };
            let place = place_in(&said).map(|(file, line)| (chart.folder.join(file), line));
            match place.filter(|(file, _)| file.is_file()) {
                Some((file, line)) => Failure { line, ..Failure::new(file, &message, here) },
                None => Failure::new(chart.folder.join(FILE), &message, here),
            }
        })
    }
}

/// The file below the chart and its line that stand in brackets: `(shop/templates/web.yaml:12:24)`.
fn place_in(said: &str) -> Option<(&str, usize)> {
    let inside = said.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let mut places = inside.filter_map(|place| {
        let (file, position) = place.split_once(':')?;
        let (_, file) = file.split_once('/')?;
        let line = position.split(':').next()?.parse().ok()?;
        Some((file, line))
    });
    places.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stands_in_brackets() {
        for (said, place) in [
            ("parse error at (shop/templates/web.yaml:12): no", Some(("templates/web.yaml", 12))),
            ("execution error at (shop/templates/a/b.yaml:3:24): x", Some(("templates/a/b.yaml", 3))),
            ("(a) at (shop/x.yaml:1)", Some(("x.yaml", 1))),
            ("function (nope) at (x.yaml:1)", None),
            ("no place", None),
        ] {
            assert_eq!(place_in(said), place, "{said}");
        }
    }

    #[test]
    fn what_is_said_of_several_sets_is_kept_once() {
        let mut failed = FailedSets::default();
        failed.add("a", "no\n\nUse --debug flag to render out invalid YAML");
        failed.add("b", "no");
        failed.add("c", "other");
        assert_eq!(failed.0, [("no".to_owned(), vec!["a", "b"]), ("other".to_owned(), vec!["c"])]);
    }
}
