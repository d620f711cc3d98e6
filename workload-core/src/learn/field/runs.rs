//! The next runs of a schedule.

use jiff::Timestamp;
use serde_json::Value;

use super::group::group_of;
use crate::k8s::values::{Schedule, TimeZone};

/// The next runs of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Runs {
    /// The zone that the schedule goes by.
    pub zone: String,
    /// When it runs, in that zone, such as `Tue 2026-12-01 03:00`.
    pub times: Vec<String>,
}

/// The zone of the schedule at a pointer, empty where it names none; none when the field is no schedule.
pub(super) fn zone_of(object: &Value, pointer: &str) -> Option<String> {
    let is_schedule =
        group_of(object) == "batch" && object["kind"] == "CronJob" && pointer == "/spec/schedule";
    is_schedule.then(|| object["spec"]["timeZone"].as_str().unwrap_or_default().to_owned())
}

/// The next runs of a schedule after a second since 1970, in its zone; UTC where the zone is empty, which
/// is what controllers mostly have. None for what is no schedule, or no zone.
#[must_use]
pub fn runs(schedule: &str, zone: &str, second: i64, count: usize) -> Option<Runs> {
    let schedule = Schedule::parse(schedule.to_owned()).ok()?;
    let zone = if zone.is_empty() { "UTC" } else { zone };
    let rules = TimeZone::parse(zone.to_owned()).ok()?.rules().ok()?;
    let now = Timestamp::from_second(second).ok()?.to_zoned(rules);
    let times = schedule.fires_after(&now).take(count);
    Some(Runs {
        zone: zone.to_owned(),
        times: times.map(|time| time.strftime("%a %Y-%m-%d %H:%M").to_string()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_told_in_the_zone_of_the_schedule() {
        // 2026-03-28 12:00 UTC, the day before the clocks change in Berlin.
        let runs = |zone| runs("30 1 * * *", zone, 1_774_699_200, 2);
        assert_eq!(runs("").unwrap().times, ["Sun 2026-03-29 01:30", "Mon 2026-03-30 01:30"]);
        assert_eq!(runs("Europe/Berlin").unwrap().zone, "Europe/Berlin");
        assert_eq!(runs("Mars/Base"), None);
    }
}
