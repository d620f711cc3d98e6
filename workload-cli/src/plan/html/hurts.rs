//! What hurts, worst first: outages, what is stuck, what is fewer, and what depends on the nodes.

use workload_core::predict::diff::Change;
use workload_core::predict::plan::{Plan, Workload, short};

use super::title::{title, with_titles};
use crate::html::{name, rich};
use crate::plan::outage::{lasted, outage, severity};

/// One thing that hurts.
#[derive(Debug)]
pub(super) struct Hurt {
    /// `bad` or `warn`.
    pub(super) level: &'static str,
    /// `outage`, `stuck` …
    pub(super) word: &'static str,
    /// What is said of it, as HTML.
    pub(super) said: String,
}

/// Everything that hurts; nothing of a set that is refused, of which nothing would run.
pub(super) fn hurts(plan: &Plan) -> Vec<Hurt> {
    if plan.is_forbidden() {
        return refused(plan);
    }
    let mut lost: Vec<_> =
        plan.workloads.iter().enumerate().filter(|(_, own)| outage(own).is_some()).collect();
    lost.sort_by_key(|(_, own)| severity(own));
    let (down, fewer): (Vec<_>, Vec<_>) = lost
        .into_iter()
        .filter_map(|(place, own)| outage_of(place, own))
        .partition(|hurt| hurt.level == "bad");
    let stuck = plan.stuck_groups.iter().map(|group| {
        let place = plan.workloads.iter().position(|own| own.name == group.about);
        let link = place.map_or_else(String::new, |place| format!(" <a href=\"#w-{place}\">show</a>"));
        Hurt {
            level: "bad",
            word: "stuck",
            said: format!("{}{link}", rich(&with_titles(plan, &group.to_string()))),
        }
    });
    let failed = plan.steps.iter().filter_map(|step| {
        let said = rich(&format!("`{}`: {}", step.words, step.refused.as_ref()?));
        Some(Hurt { level: "bad", word: "could not be done", said })
    });
    let chance = plan.either.iter().filter(|either| either.outcomes.is_some()).map(|either| Hurt {
        level: if either.can_be_stuck() { "bad" } else { "warn" },
        word: "by chance",
        said: rich(&with_titles(plan, &either.to_string())),
    });
    let depends = plan.depends_on_nodes.iter().map(|other| Hurt {
        level: "warn",
        word: "depends on your nodes",
        said: rich(&with_titles(plan, &other.reason)),
    });
    let gone = plan.workloads.iter().enumerate().filter_map(|(place, own)| deleted(place, own));
    down.into_iter()
        .chain(gone)
        .chain(stuck)
        .chain(failed)
        .chain(fewer)
        .chain(chance)
        .chain(depends)
        .collect()
}

fn refused(plan: &Plan) -> Vec<Hurt> {
    let refused = plan.changes.changes.iter().enumerate().filter(|(_, change)| change.is_forbidden());
    let one = |(place, change): (usize, &Change)| {
        let fields = change.fields.iter().filter(|field| field.effect.is_forbidden());
        let fields: Vec<_> = fields.map(|field| format!("<code>{}</code>", name(&field.path))).collect();
        let object = name(&change.object.to_string());
        let said = format!("<a href=\"#c-{place}\">{object}</a>, for its {}", fields.join(" and "));
        Hurt { level: "bad", word: "refused", said }
    };
    refused.map(one).collect()
}

fn deleted(place: usize, workload: &Workload) -> Option<Hurt> {
    let at = workload.deleted?;
    let title = name(&title(&workload.name));
    let said = format!("<a href=\"#w-{place}\">{title}</a>: at {}", short(at));
    Some(Hurt { level: "bad", word: "deleted", said })
}

fn outage_of(place: usize, workload: &Workload) -> Option<Hurt> {
    let lowest = outage(workload)?;
    let (level, word) = if lowest.ready == 0 { ("bad", "outage") } else { ("warn", "reduced") };
    let time =
        lasted(workload, lowest).map_or("to the end".to_owned(), |time| format!("for {}", short(time)));
    let said = format!(
        "<a href=\"#w-{place}\">{}</a>: {} of {} ready {time}, from {}",
        name(&title(&workload.name)),
        lowest.ready,
        lowest.wanted,
        short(lowest.at)
    );
    Some(Hurt { level, word, said })
}
