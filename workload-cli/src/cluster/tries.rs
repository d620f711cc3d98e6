//! How often a request is sent again, and after which time.

use std::time::Duration;

use super::failure::{Failure, Refusal};
use crate::terminal;

/// Number of times that a request is sent again at most.
const MOST: u32 = 6;

/// The pauses where the API server names none, at first and at most.
const FIRST: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(30);

/// A pause of this length is told.
const TOLD: Duration = Duration::from_secs(5);

/// The tries of one request.
#[derive(Debug, Default)]
pub(super) struct Tries(u32);

impl Tries {
    /// The pause before the request is sent again; none when its failure stands.
    ///
    /// 429 says that nothing was done, and so does 403 where an account or the count of a quota is about to be
    /// there. 503 and 504 are taken for that only where the API server names a time: without one a part of the API
    /// is down, and stays so.
    pub(super) fn next(&mut self, failure: &Failure) -> Option<Duration> {
        let refusal = failure.refusal()?;
        if !may_pass(refusal) || self.0 >= MOST {
            return None;
        }
        let own = FIRST * 2_u32.pow(self.0);
        self.0 += 1;
        let pause =
            refusal.retry_after.map_or(own, |seconds| Duration::from_secs(seconds).max(own)).min(LONGEST);
        if pause >= TOLD {
            let seconds = pause.as_secs();
            terminal::note("note", &format!("trying again in {seconds} s: {failure}"));
        }
        Some(pause)
    }
}

/// Whether the refusal says that nothing was done, or names a time to ask again.
fn may_pass(refusal: &Refusal) -> bool {
    let is_postponed = matches!(refusal.code, 503 | 504) && refusal.retry_after.is_some();
    refusal.code == 429 || refusal.is_of_a_moment() || is_postponed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(code: u16, retry_after: Option<u64>) -> Vec<u128> {
        let failure = Failure::from_answer(code, b"busy").after(retry_after);
        let mut tries = Tries::default();
        std::iter::from_fn(|| tries.next(&failure)).map(|pause| pause.as_millis()).collect()
    }

    #[test]
    fn only_what_was_not_done_is_tried_again_and_not_for_ever() {
        assert_eq!(pauses(429, None), [200, 400, 800, 1600, 3200, 6400]);
        assert_eq!(pauses(429, Some(2)), [2000, 2000, 2000, 2000, 3200, 6400]);
        assert_eq!(pauses(503, Some(1)).len(), 6);
        assert_eq!(pauses(429, Some(900))[0], 30_000);
        let uncounted =
            br#"{"message": "pods \"a\" is forbidden: status unknown for quota: few, resources: pods"}"#;
        assert!(Tries::default().next(&Failure::from_answer(403, uncounted)).is_some());
        for code in [403, 409, 500, 503] {
            assert!(pauses(code, None).is_empty(), "{code}");
        }
    }
}
