//! The runs of a CronJob in two lines: how many, and at which times of day.

use workload_core::predict::plan::Runs;

/// The first times that are shown, before the last.
const TIMES: usize = 3;

/// Whether not every run was like the others.
pub(crate) fn is_notable(runs: &Runs) -> bool {
    runs.overlapped + runs.late + runs.replaced + runs.skipped > 0
}

/// `240 runs due, 240 started, none late`.
pub(crate) fn counts(runs: &Runs) -> String {
    let late = if runs.late == 0 { "none late".to_owned() } else { format!("{} late", runs.late) };
    let plural = if runs.due == 1 { "" } else { "s" };
    let mut said = vec![format!("{} run{plural} due, {} started, {late}", runs.due, runs.started)];
    for (count, what) in [
        (runs.overlapped, "beside an earlier one that still ran"),
        (runs.replaced, "stopped for the next"),
        (runs.skipped - runs.missed.min(runs.skipped), "skipped"),
        (runs.missed, "given up at their deadline"),
    ] {
        if count > 0 {
            said.push(format!("{count} {what}"));
        }
    }
    said.join(", ")
}

/// `2026-01-01 00:10, 00:20, 00:30 … 23:50 UTC`; none when no run is due.
pub(crate) fn times(runs: &Runs) -> Option<String> {
    let (first, last) = (runs.times.first()?, runs.last.as_ref()?);
    let (day, zone) = (day(first), zone(first));
    let on = |time: &str| {
        if self::day(time) == day { clock(time) } else { format!("{} {}", self::day(time), clock(time)) }
    };
    let mut shown: Vec<_> = runs.times.iter().take(TIMES).map(|time| on(time)).collect();
    let left = runs.due.saturating_sub(shown.len() as u64);
    let end = match left {
        0 => String::new(),
        1 => format!(", {}", on(last)),
        _ => format!(" … {}", on(last)),
    };
    shown[0] = format!("{day} {}", shown[0]);
    Some(format!("{}{end} {zone}", shown.join(", ")))
}

fn day(time: &str) -> &str {
    time.split(' ').next().unwrap_or_default()
}

fn clock(time: &str) -> String {
    time.split(' ').nth(1).unwrap_or_default().to_owned()
}

fn zone(time: &str) -> &str {
    time.split(' ').nth(2).unwrap_or_default()
}
