//! Rights as a table.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::grant::Grant;
use crate::plan::{BAD, GOOD, painted};
use crate::terminal::visible;

/// A line for each resource of a namespace, and a line for each right that is denied.
pub(super) fn table(grants: &[Grant]) -> String {
    let mut rows: BTreeMap<(String, String), Vec<&Grant>> = BTreeMap::new();
    for grant in grants {
        let place = grant.namespace.clone().unwrap_or_else(|| "(cluster)".to_owned());
        rows.entry((place, qualified(grant))).or_default().push(grant);
    }
    let width =
        |of: fn(&(String, String)) -> usize, least: usize| rows.keys().map(of).max().unwrap_or(0).max(least);
    let (first, second) =
        (width(|key| key.0.len(), "namespace".len()), width(|key| key.1.len(), "resource".len()));
    let mut text = format!("{:first$}  {:second$}  verbs\n", "namespace", "resource");
    for ((place, resource), grants) in &rows {
        let verbs: Vec<String> = grants
            .iter()
            .map(|grant| painted(if grant.denied.is_some() { BAD } else { GOOD }, grant.verb))
            .collect();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{place:first$}  {resource:second$}  {}", verbs.join(" "));
    }
    let denied: Vec<&Grant> = grants.iter().filter(|grant| grant.denied.is_some()).collect();
    for grant in &denied {
        let why = grant.denied.as_deref().unwrap_or_default();
        let place = grant.namespace.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "{} {} {}{place}: {}",
            painted(BAD, "denied"),
            grant.verb,
            qualified(grant),
            visible(why)
        );
    }
    let _ = match denied.len() {
        0 => writeln!(text, "{} rights, all of them there", grants.len()),
        count => writeln!(text, "{} rights, {count} of them denied", grants.len()),
    };
    text
}

/// `deployments.apps`.
fn qualified(grant: &Grant) -> String {
    if grant.group.is_empty() {
        grant.resource.clone()
    } else {
        format!("{}.{}", grant.resource, grant.group)
    }
}
