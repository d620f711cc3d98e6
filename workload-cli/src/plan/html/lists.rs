//! Nodes with their Pods, claims, and addresses.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, natural_order, short};

use crate::html::name;

/// A list has no more rows than this on the page, and says so.
const MOST: usize = 200;
/// A cell names no more Pods than this.
const NAMES: usize = 12;
/// A longer list is folded.
const OPEN: usize = 12;

pub(super) fn nodes(page: &mut String, plan: &Plan) {
    let rows = plan.nodes.iter().enumerate().map(|(place, node)| {
        let added = node.added.map(|at| format!("added {}", short(at)));
        let removed = node.removed.map(|at| format!("removed {}", short(at)));
        let life: Vec<_> = added.into_iter().chain(removed).collect();
        let highest = format!("<b data-json=\"/nodes/{place}/highestPods\">{}</b>", node.highest_pods);
        vec![name(&node.name), node.pods.len().to_string(), highest, names(&node.pods), life.join(", ")]
    });
    table(page, "Nodes", &["node", "Pods at the end", "most at once", "which", "changed"], rows.collect());
}

pub(super) fn claims(page: &mut String, plan: &Plan) {
    let rows = plan.claims.iter().map(|claim| {
        let made =
            claim.made.map_or_else(|| "was there before".to_owned(), |at| format!("made {}", short(at)));
        let gone = claim.gone.map_or_else(|| "stays".to_owned(), |at| format!("deleted {}", short(at)));
        vec![name(&claim.name), made, gone, names(&claim.pods)]
    });
    table(page, "Claims over time", &["claim", "from", "to", "mounted by"], rows.collect());
}

pub(super) fn addresses(page: &mut String, plan: &Plan) {
    let pods = plan.workloads.iter().flat_map(|workload| &workload.pods);
    let mut known: Vec<_> = pods.filter_map(|pod| Some((pod.address.clone()?, pod.name.clone()))).collect();
    known.sort_by(|one, other| natural_order(&one.0, &other.0));
    known.dedup();
    let rows = known.iter().map(|(address, pod)| vec![format!("<code>{}</code>", name(address)), name(pod)]);
    table(page, "Addresses", &["address", "Pod"], rows.collect());
}

fn names(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(NAMES).map(|own| name(own)).collect();
    let more = names.len().saturating_sub(NAMES);
    let end = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{end}", shown.join(", "))
}

/// A table that can be folded away; none where there are no rows.
fn table(page: &mut String, title: &str, heads: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let open = if rows.len() <= OPEN { " open" } else { "" };
    let _ =
        writeln!(page, "<section>\n<details{open}>\n<summary><h2>{title} ({})</h2></summary>", rows.len());
    if rows.len() > MOST {
        let _ = writeln!(page, "<p class=\"note\">The first {MOST} of {} are shown.</p>", rows.len());
    }
    // A column that says nothing is none.
    let is_shown: Vec<_> =
        (0..heads.len()).map(|place| rows.iter().any(|row| !row[place].is_empty())).collect();
    let shown = |place: &usize| is_shown[*place];
    let columns: Vec<_> = (0..heads.len())
        .filter(shown)
        .map(|place| format!("<th scope=\"col\">{}</th>", heads[place]))
        .collect();
    let _ = writeln!(page, "<table class=\"stack\">\n<thead><tr>{}</tr></thead>\n<tbody>", columns.concat());
    for row in rows.iter().take(MOST) {
        let cells = (0..heads.len()).filter(shown).map(|place| match (place, row[place].as_str()) {
            (0, cell) => format!("<th scope=\"row\">{cell}</th>"),
            (_, "") => "<td></td>".to_owned(),
            (_, cell) => format!("<td data-label=\"{}\">{cell}</td>", heads[place]),
        });
        let _ = writeln!(page, "<tr>{}</tr>", cells.collect::<String>());
    }
    page.push_str("</tbody>\n</table>\n</details>\n</section>\n");
}
