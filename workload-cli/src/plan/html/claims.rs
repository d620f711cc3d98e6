//! What becomes of claims: those of one fate and one story together.

use std::fmt::Write as _;

use workload_core::predict::diff::{ClaimChange, Fate};

use super::changes::{fated, words};
use crate::html::name;

/// Claims that are told together name no more than these.
const NAMES: usize = 40;

/// Draws the claims.
pub(super) fn claims(page: &mut String, claims: &[ClaimChange]) {
    if claims.is_empty() {
        return;
    }
    let _ = writeln!(page, "<section id=\"claims\">\n<h2>Claims ({})</h2>", claims.len());
    let mut groups: Vec<(String, Vec<&ClaimChange>)> = Vec::new();
    for claim in claims {
        let story = story(claim);
        match groups.iter_mut().find(|(other, own)| *other == story && own[0].fate == claim.fate) {
            Some((_, own)) => own.push(claim),
            None => groups.push((story, vec![claim])),
        }
    }
    for (_, own) in &groups {
        group(page, own);
    }
    page.push_str("</section>\n");
}

/// What is said of a claim, without its name.
fn story(claim: &ClaimChange) -> String {
    words(claim).replace(&name(&claim.name), "")
}

fn group(page: &mut String, claims: &[&ClaimChange]) {
    let first = claims[0];
    let level = match first.fate {
        Fate::Made | Fate::Kept => "good",
        Fate::Orphaned => "warn",
        Fate::Deleted => "bad",
    };
    let names: Vec<_> =
        claims.iter().take(NAMES).map(|claim| format!("<code>{}</code>", name(&claim.name))).collect();
    let more = claims.len().saturating_sub(NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(
        page,
        "<div class=\"item\">\n<h3><span class=\"badge {level}\">{}</span> {}{more}</h3>",
        fated(first.fate),
        names.join(", "),
    );
    if first.fate != Fate::Made {
        page.push_str(&words(first));
        if claims.len() > 1 {
            page.push_str("<p class=\"note\">The same holds for each of them.</p>\n");
        }
    }
    page.push_str("</div>\n");
}
