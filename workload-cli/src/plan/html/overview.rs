//! The head of the page: the verdict; what changes, what hurts and how long; what to type, what
//! was done, and what is assumed.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, short};

use super::changes::{self, Sort};
use super::hurts::{Hurt, hurts};
use super::number::number;
use crate::html::{count, name, rich, text};

/// More than these are counted.
const HURTS: usize = 8;
const COMMANDS: usize = 12;

/// Draws the head.
pub(super) fn overview(page: &mut String, plan: &Plan) {
    let hurts = hurts(plan);
    let _ = writeln!(page, "<header>\n<h1>What would happen</h1>\n{}</header>", verdict(plan, &hurts));
    page.push_str("<div class=\"cards\">\n");
    what_changes(page, plan);
    what_hurts(page, &hurts);
    how_long(page, plan);
    page.push_str("</div>\n");
    commands(page, plan);
    done(page, plan);
    assumed(page, plan);
}

/// The first sentence, which the worst of all decides.
fn verdict(plan: &Plan, hurts: &[Hurt]) -> String {
    let of = |word: &str| hurts.iter().filter(|hurt| hurt.word == word).count();
    let several =
        |many: usize, what: &str, rest: &str| (many > 0).then(|| format!("{} {rest}", count(many, what)));
    let (level, said) = if plan.is_forbidden() {
        ("bad", format!("The API server refuses {}: no Pods are simulated.", count(of("refused"), "change")))
    } else if plan.changes.is_empty()
        && plan.steps.iter().all(|step| step.words == "apply")
        && hurts.is_empty()
    {
        ("good", "No changes: nothing would happen.".to_owned())
    } else {
        let parts: Vec<_> = [
            several(of("outage"), "workload", "out of service for a time"),
            several(of("deleted"), "workload", "deleted"),
            several(of("stuck"), "blocker", "that nothing resolves by itself"),
            several(of("could not be done"), "action", "that could not be done"),
            several(of("reduced"), "workload", "with fewer Pods ready for a time"),
            several(of("by chance"), "outcome", "that chance decides"),
            several(of("depends on your nodes"), "workload", "that your nodes decide about"),
        ]
        .into_iter()
        .flatten()
        .collect();
        match hurts.first() {
            None => {
                ("good", "Every workload gets ready, and none has fewer Pods ready than wanted.".to_owned())
            }
            Some(worst) => (worst.level, format!("{}.", parts.join("; "))),
        }
    };
    let mark = match level {
        "good" => "✓",
        "warn" => "!",
        _ => "✗",
    };
    format!("<p class=\"verdict {level}\"><span aria-hidden=\"true\">{mark}</span> {}</p>\n", text(&said))
}

fn what_changes(page: &mut String, plan: &Plan) {
    let all = plan.changes.changes.len();
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>What changes</h2>\n<p class=\"figure\">{all} <small>{}</small></p>\n<ul>",
        if all == 1 { "object" } else { "objects" }
    );
    for sort in Sort::ALL {
        let many = plan.changes.changes.iter().filter(|change| Sort::of(change) == *sort).count();
        if many > 0 {
            let _ = writeln!(page, "<li><a href=\"#changes\">{many} {}</a></li>", sort.word());
        }
    }
    for (fate, many) in changes::fates(&plan.changes.claims) {
        let _ = writeln!(page, "<li><a href=\"#claims\">{} {fate}</a></li>", count(many, "claim"));
    }
    page.push_str("</ul>\n</section>\n");
}

fn what_hurts(page: &mut String, hurts: &[Hurt]) {
    let _ = writeln!(page, "<section class=\"card\">\n<h2>What hurts</h2>");
    if hurts.is_empty() {
        page.push_str("<p class=\"figure good\">nothing</p>\n</section>\n");
        return;
    }
    let _ = writeln!(
        page,
        "<p class=\"figure {}\">{}</p>\n<ul class=\"plain hurts\">",
        hurts[0].level,
        hurts.len()
    );
    for hurt in hurts.iter().take(HURTS) {
        let Hurt { level, word, said } = hurt;
        let _ = writeln!(page, "<li><span class=\"badge {level}\">{word}</span> {said}</li>");
    }
    if hurts.len() > HURTS {
        let _ = writeln!(page, "<li class=\"note\">and {} more, below</li>", hurts.len() - HURTS);
    }
    page.push_str("</ul>\n</section>\n");
}

fn how_long(page: &mut String, plan: &Plan) {
    if plan.is_forbidden() {
        return;
    }
    let (figure, said) = match (plan.finish, plan.is_stuck()) {
        (Some(finish), _) => (short(finish), "from the last action until nothing changes any more"),
        (None, true) => ("never".to_owned(), "settled: something is stuck"),
        (None, false) => (short(plan.end), "simulated"),
    };
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>How long</h2>\n<p class=\"figure\">{} <small>{said}</small></p>\n<ul>",
        text(&figure)
    );
    for step in plan.steps.iter().filter(|step| !step.words.starts_with("wait ")).take(HURTS) {
        let _ = writeln!(page, "<li><code>{}</code>: {}</li>", name(&step.words), short(step.took));
    }
    let _ = writeln!(page, "</ul>\n<p class=\"note\">{} simulated</p>\n</section>", short(plan.end));
}

/// What to type: first of all the ways around what is refused, else what to watch.
fn commands(page: &mut String, plan: &Plan) {
    let refused = plan.changes.changes.iter().filter(|change| change.is_forbidden());
    let refused: Vec<_> = refused.filter(|change| !change.note.commands.is_empty()).collect();
    if !refused.is_empty() {
        page.push_str("<section class=\"card wide\" id=\"way\">\n<h2>The way around</h2>\n");
        for change in refused {
            let commands = text(&change.note.commands.join("\n"));
            let _ = writeln!(page, "<p>{}</p>\n<pre>{commands}</pre>", name(&change.object.to_string()));
        }
        page.push_str("</section>\n");
        return;
    }
    let commands = changes::commands(&plan.changes);
    if commands.is_empty() {
        return;
    }
    let shown: Vec<_> = commands.iter().take(COMMANDS).map(|command| text(command)).collect();
    let _ = writeln!(
        page,
        "<section class=\"card wide\">\n<h2>What to type</h2>\n<pre>{}</pre>",
        shown.join("\n")
    );
    if commands.len() > COMMANDS {
        let _ = writeln!(
            page,
            "<p class=\"note\">and {} more, with the changes below</p>",
            commands.len() - COMMANDS
        );
    }
    page.push_str("</section>\n");
}

/// The table of what was done, whose numbers stand in the charts.
fn done(page: &mut String, plan: &Plan) {
    if plan.is_forbidden() {
        return;
    }
    page.push_str(
        "<section class=\"card wide\">\n<h2>What is done</h2>\n<table class=\"stack\">\n<thead><tr><th scope=\"col\">no.</th>\
         <th scope=\"col\">at</th><th scope=\"col\">action</th><th scope=\"col\">takes</th>\
         <th scope=\"col\">moments with a change</th></tr></thead>\n<tbody>\n",
    );
    for (place, step) in plan.steps.iter().enumerate() {
        let why = step.refused.as_ref().map(|why| format!(" <span class=\"bad\">{}</span>", rich(why)));
        let _ = writeln!(
            page,
            "<tr><td><span class=\"mark\">{}</span></td><td data-label=\"at\">{}</td><td><code>{}</code>{}</td>\
             <td data-label=\"takes\">{}</td><td data-label=\"moments with a change\">{}</td></tr>",
            place + 1,
            short(step.at),
            name(&step.words),
            why.unwrap_or_default(),
            short(step.took),
            number(&format!("/steps/{place}/moments"), step.moments)
        );
    }
    let _ = writeln!(
        page,
        "</tbody>\n</table>\n<p class=\"note\">0s is the moment of <code>apply</code>, {}.</p>\n</section>",
        text(&plan.starts_at.replace('T', " ").replace('Z', " UTC"))
    );
}

/// What the run assumes and leaves out.
fn assumed(page: &mut String, plan: &Plan) {
    // Where nothing would run, nothing is assumed of it.
    let assumptions = if plan.is_forbidden() { &[][..] } else { &plan.assumptions[..] };
    let chance = plan.either.iter().filter(|either| either.outcomes.is_none());
    let chance: Vec<_> = chance.map(|either| format!("By chance {either}.")).collect();
    if assumptions.len() + plan.notes.len() + chance.len() == 0 {
        return;
    }
    let title = if assumptions.is_empty() { "What to know" } else { "What is assumed" };
    let _ = writeln!(page, "<section class=\"card wide\">\n<h2>{title}</h2>\n<ul>");
    for said in assumptions.iter().chain(&plan.notes).chain(&chance) {
        let _ = writeln!(page, "<li>{}</li>", rich(said));
    }
    page.push_str("</ul>\n</section>\n");
}
