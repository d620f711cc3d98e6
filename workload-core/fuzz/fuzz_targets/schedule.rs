//! Any text as a schedule: what is taken fires after the time it is asked about, in any zone.
#![no_main]

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use libfuzzer_sys::fuzz_target;
use workload_core::values::Schedule;

/// Zones whose clocks change at midnight, by half an hour, over a day, and not at all.
const ZONES: [&str; 5] =
    ["UTC", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Berlin"];

fuzz_target!(|input: (i32, u8, &str)| {
    let (second, zone, text) = input;
    let Ok(schedule) = Schedule::parse(text.to_owned()) else { return };
    let Ok(zone) = TimeZone::get(ZONES[usize::from(zone) % ZONES.len()]) else { return };
    let Ok(time) = Timestamp::from_second(second.into()) else { return };
    let mut before = Zoned::new(time, zone);
    for next in schedule.fires_after(&before).take(5) {
        assert!(next > before, "{text}: {next} after {before}");
        before = next;
    }
    let _ = schedule.never_fires();
});
