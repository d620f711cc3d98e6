//! A workload's counts as rows to read, and the lives of its Pods as sentences.

use std::fmt::Write as _;

use super::duration::short;
use super::model::{Counts, Plan, PodLife, Step, Workload};

/// A row with more Pods than this has numbers for them instead of a mark each.
const MARKS: u32 = 30;

/// One row of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// Something was done.
    Step(&'a Step),
    /// The Pods from then on.
    Counts(&'a Counts),
    /// So many rows are left out.
    Left(usize),
}

/// The rows of a workload's timeline; of more than `most` those in the middle are left out.
#[must_use]
pub fn rows<'a>(plan: &'a Plan, workload: &'a Workload, most: usize) -> Vec<Row<'a>> {
    let mut rows: Vec<(u64, Row<'a>)> = plan.steps.iter().map(|step| (step.at, Row::Step(step))).collect();
    rows.extend(workload.samples.iter().map(|sample| (sample.at, Row::Counts(sample))));
    // Steps stand before what comes of them: the sort keeps their order.
    rows.sort_by_key(|(at, _)| *at);
    let mut rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    if rows.len() > most {
        let (head, tail) = (most * 2 / 3, most / 3);
        let left = rows.len() - head - tail;
        rows.splice(head..rows.len() - tail, [Row::Left(left)]);
    }
    rows
}

impl Counts {
    /// The Pods as marks, template by template, then those that stop: `r1 ■■□`, `▒`.
    #[must_use]
    pub fn marks(&self) -> Vec<(Option<u32>, String)> {
        let mut marks: Vec<_> = self
            .revisions
            .iter()
            .map(|(revision, (pods, ready))| {
                let own = [('■', *ready), ('□', pods - ready)];
                (Some(*revision), format!("r{revision} {}", self.drawn(&own)))
            })
            .collect();
        if self.stopping > 0 {
            marks.push((None, self.drawn(&[('▒', self.stopping)])));
        }
        marks
    }

    fn drawn(&self, marks: &[(char, u32)]) -> String {
        let shown = marks.iter().filter(|(_, count)| *count > 0);
        if self.pods + self.stopping <= MARKS {
            return shown.map(|(mark, count)| mark.to_string().repeat(*count as usize)).collect();
        }
        shown.map(|(mark, count)| format!("{mark}×{count}")).collect::<Vec<_>>().join(" ")
    }

    /// Ready against wanted: `2/3`; of what has no wanted number, the ready ones alone.
    #[must_use]
    pub fn ratio(&self, workload: &Workload) -> String {
        match workload.wanted {
            Some(_) => format!("{}/{}", self.ready, self.wanted),
            None => self.ready.to_string(),
        }
    }
}

impl Workload {
    /// How wide the widest `ratio` is, at least 5 columns.
    #[must_use]
    pub fn ratio_width(&self) -> usize {
        self.samples.iter().map(|sample| sample.ratio(self).len()).max().unwrap_or(0).max(5)
    }
}

/// The timeline as plain text.
pub(super) fn text(plan: &Plan, workload: &Workload, most: usize) -> String {
    let (mut text, wide) = (String::new(), workload.ratio_width());
    for row in rows(plan, workload, most) {
        let _ = match row {
            Row::Step(step) => writeln!(text, "{:>9}  # {}", short(step.at), step.words),
            Row::Left(rows) => writeln!(text, "           … {rows} more rows …"),
            Row::Counts(counts) => {
                let marks: Vec<_> = counts.marks().into_iter().map(|(_, marks)| marks).collect();
                let line = format!(
                    "{:>9}  {:>wide$}  {}",
                    short(counts.at),
                    counts.ratio(workload),
                    marks.join("  ")
                );
                writeln!(text, "{}", line.trim_end())
            }
        };
    }
    text
}

/// What became of the Pods, a line each: `2s  redis-0 is ready`.
pub(super) fn lives(plan: &Plan, workload: &Workload) -> String {
    let steps = plan.steps.iter().map(|step| (step.at, format!("# {}", step.words)));
    let pods = workload.pods.iter();
    let turns =
        pods.flat_map(|pod| turns(pod).into_iter().map(|(at, words)| (at, format!("{} {words}", pod.name))));
    let mut lines: Vec<_> = steps.chain(turns).collect();
    // Steps stand before what comes of them: the sort keeps their order.
    lines.sort_by_key(|(at, _)| *at);
    let mut text = String::new();
    for moment in lines.chunk_by(|one, next| one.0 == next.0) {
        for (place, (at, line)) in moment.iter().enumerate() {
            let time = if place == 0 { short(*at) } else { String::new() };
            let _ = writeln!(text, "{time:>9}  {line}");
        }
    }
    text
}

fn turns(pod: &PodLife) -> Vec<(u64, String)> {
    let node = pod.node.as_deref().unwrap_or_default();
    let words = |state: &str| match state {
        "starting" => Some(format!("starts on {node}")),
        "waitingForVolume" => Some(format!("waits on {node} for its volume")),
        "unready" => Some("runs".to_owned()),
        "ready" => Some("is ready".to_owned()),
        "stopping" => Some("stops".to_owned()),
        "succeeded" => Some("has succeeded".to_owned()),
        "failed" => Some("has failed".to_owned()),
        _ => None,
    };
    let spans = pod.spans.iter().filter_map(|span| Some((span.from, words(span.state)?)));
    spans.chain(pod.gone.map(|gone| (gone, "is gone".to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn counts(revisions: &[(u32, (u32, u32))], stopping: u32) -> Counts {
        let revisions: BTreeMap<_, _> = revisions.iter().copied().collect();
        let [pods, ready] = [|both: &(u32, u32)| both.0, |both: &(u32, u32)| both.1]
            .map(|of| revisions.values().map(of).sum());
        Counts { at: 0, wanted: 3, ready, pods, stopping, revisions }
    }

    fn marks(counts: &Counts) -> String {
        counts.marks().into_iter().map(|(_, marks)| marks).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn few_pods_have_marks_and_many_have_numbers() {
        assert_eq!(marks(&counts(&[(1, (2, 2)), (2, (2, 1))], 1)), "r1 ■■ | r2 ■□ | ▒");
        assert_eq!(marks(&counts(&[(1, (400, 400)), (2, (20, 0))], 7)), "r1 ■×400 | r2 □×20 | ▒×7");
    }

    #[test]
    fn the_middle_of_a_long_timeline_is_left_out() {
        let sample = |at| Counts { at, ..counts(&[], 0) };
        let workload = Workload { samples: (0..100).map(sample).collect(), ..Workload::default() };
        let plan = Plan::default();
        let rows = rows(&plan, &workload, 9);
        assert_eq!(rows.len(), 10);
        assert_eq!(rows[6], Row::Left(91));
        assert_eq!(rows[9], Row::Counts(&sample(99)));
    }
}
