//! D: how long and how often things run.
//!
//! Written by `.ci/update` from the files beside it.

mod backup_may_overlap;
mod cron_inside_a_pod;
mod deadline_too_short;
mod every_minute_of_the_hour;
mod finished_jobs_pile_up;
mod hook_without_deadline;
mod injected_proxy_beside_a_task;
mod job_without_an_end;
mod overlap_not_decided;
mod schedule_never_fires;
mod server_run_as_a_job;
mod task_run_forever;
mod time_zone_not_said;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &overlap_not_decided::RULE,
    &backup_may_overlap::RULE,
    &schedule_never_fires::RULE,
    &every_minute_of_the_hour::RULE,
    &deadline_too_short::RULE,
    &time_zone_not_said::RULE,
    &cron_inside_a_pod::RULE,
    &job_without_an_end::RULE,
    &finished_jobs_pile_up::RULE,
    &server_run_as_a_job::RULE,
    &task_run_forever::RULE,
    &hook_without_deadline::RULE,
    &injected_proxy_beside_a_task::RULE,
];
