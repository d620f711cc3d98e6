//! Schedules: exactly the cron dialect of Kubernetes.
//!
//! The CronJob controller reads them with the standard parser of robfig/cron v3: five fields
//! or a `@` word. Sunday is 0 and never 7; `?` equals `*`; a step above 1 makes `*` count as
//! restricted; when both the day of month and the weekday are restricted, either will do.

mod cron;
mod every;
mod field;
mod fires;
mod parse;
mod plan;

pub use cron::Schedule;
pub(crate) use cron::check;
pub use fires::Fires;
