//! Nodes with their Pods, claims, and addresses.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, short};

use super::escape::text;

/// A list has no more rows than this on the page, and says so.
const MOST: usize = 200;
/// A cell names no more Pods than this.
const NAMES: usize = 12;

pub(super) fn nodes(page: &mut String, plan: &Plan) {
    let rows = plan.nodes.iter().enumerate().map(|(place, node)| {
        let life = match (node.added, node.removed) {
            (None, None) => String::new(),
            (added, removed) => {
                let added = added.map(|at| format!("added {}", short(at)));
                let removed = removed.map(|at| format!("removed {}", short(at)));
                added.into_iter().chain(removed).collect::<Vec<_>>().join(", ")
            }
        };
        let highest = format!("<b data-json=\"/nodes/{place}/highestPods\">{}</b>", node.highest_pods);
        vec![text(&node.name), node.pods.len().to_string(), highest, names(&node.pods), life]
    });
    table(page, "Nodes", &["node", "Pods at the end", "most at once", "which", ""], rows.collect());
}

pub(super) fn claims(page: &mut String, plan: &Plan) {
    let rows = plan.claims.iter().map(|claim| {
        let made =
            claim.made.map_or_else(|| "was there before".to_owned(), |at| format!("made {}", short(at)));
        let gone = claim.gone.map_or_else(|| "stays".to_owned(), |at| format!("deleted {}", short(at)));
        vec![text(&claim.name), made, gone, names(&claim.pods)]
    });
    table(page, "Claims", &["claim", "from", "to", "mounted by"], rows.collect());
}

pub(super) fn addresses(page: &mut String, plan: &Plan) {
    let mut known: Vec<_> = plan
        .workloads
        .iter()
        .flat_map(|workload| &workload.pods)
        .filter_map(|pod| Some((pod.address.clone()?, pod.name.clone())))
        .collect();
    known.sort();
    known.dedup();
    let rows = known.iter().map(|(address, pod)| vec![format!("<code>{}</code>", text(address)), text(pod)]);
    table(page, "Addresses", &["address", "Pod"], rows.collect());
}

fn names(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(NAMES).map(|name| text(name)).collect();
    let more = names.len().saturating_sub(NAMES);
    let end = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{end}", shown.join(", "))
}

/// A table that can be folded away; none where there are no rows.
fn table(page: &mut String, title: &str, heads: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(page, "<section>\n<details open>\n<summary><h2>{title} ({})</h2></summary>", rows.len());
    if rows.len() > MOST {
        let _ = writeln!(page, "<p class=\"note\">The first {MOST} of {} are shown.</p>", rows.len());
    }
    let heads: Vec<_> = heads.iter().map(|head| format!("<th>{head}</th>")).collect();
    let _ = writeln!(page, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>", heads.concat());
    for row in rows.iter().take(MOST) {
        let cells: Vec<_> = row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        let _ = writeln!(page, "<tr tabindex=\"0\">{}</tr>", cells.concat());
    }
    page.push_str("</tbody>\n</table>\n</details>\n</section>\n");
}
