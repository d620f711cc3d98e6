//! A clock that lets virtual time pass by itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::{MissedTickBehavior, interval};

use crate::cluster::state::Shared;

/// How often the clock looks.
const TICK: Duration = Duration::from_millis(20);

/// A clock that goes until it is dropped.
#[derive(Debug)]
pub struct Clock(AbortHandle);

impl Clock {
    /// Starts a clock that is so many times as fast as real time.
    pub(crate) fn start(shared: Arc<Shared>, speed: u32) -> Self {
        let task = tokio::spawn(async move {
            let mut ticks = interval(TICK);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
            loop {
                ticks.tick().await;
                shared.with(|state| state.controllers.advance(TICK * speed, &mut state.api));
            }
        });
        Self(task.abort_handle())
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.0.abort();
    }
}
