//! How long a controller waits after a failure before it tries again.

use crate::predict::simulation::queue::Millis;

/// The first wait; each further one is twice as long.
const FIRST: Millis = 5;

/// No wait is longer: about 17 minutes.
const LONGEST: Millis = 1_000_000;

/// The failures in a row.
#[derive(Debug, Default)]
pub(crate) struct Backoff(u32);

impl Backoff {
    /// Counts a failure; the wait after it.
    pub(crate) fn wait(&mut self) -> Millis {
        let wait = (FIRST << self.0.min(20)).min(LONGEST);
        self.0 += 1;
        wait
    }

    /// Counts a success.
    pub(crate) fn reset(&mut self) {
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_bound() {
        let mut backoff = Backoff::default();
        assert_eq!([backoff.wait(), backoff.wait(), backoff.wait()], [5, 10, 20]);
        let later: Vec<_> = (0..40).map(|_| backoff.wait()).collect();
        assert_eq!(later.last(), Some(&LONGEST));
        backoff.reset();
        assert_eq!(backoff.wait(), FIRST);
    }
}
