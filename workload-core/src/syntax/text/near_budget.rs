//! The nearest of many words, for as many questions as are worth their time.

use super::near::nearest;

/// Number of comparisons that the questions about one object may take together.
const COMPARISONS: usize = 20_000;

/// Finds nearest words until the comparisons are used up: each of many wrong names compared with each of many right
/// ones would take as long as both numbers multiplied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NearBudget(usize);

impl Default for NearBudget {
    fn default() -> Self {
        Self(COMPARISONS)
    }
}

impl NearBudget {
    /// Whether a question about so many words may still be asked; it counts from now on.
    pub(crate) fn takes(&mut self, words: usize) -> bool {
        let left = self.0.checked_sub(words);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// The word that `written` most probably stands for, if one is near and may still be looked for.
    pub(crate) fn nearest<'w>(&mut self, written: &str, words: &[&'w str]) -> Option<&'w str> {
        self.takes(words.len()).then(|| nearest(written, words)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_until_the_budget_is_used_up() {
        let words = vec!["apple"; COMPARISONS / 2];
        let mut budget = NearBudget::default();
        let found: Vec<_> = (0..4).map(|_| budget.nearest("aple", &words)).collect();
        assert_eq!(found, [Some("apple"), Some("apple"), None, None]);
    }
}
