//! Files and functions stay small: the median, nine of ten, and the largest.

use super::functions::functions;
use super::source::{all_sources, code};

/// Lines of a file before its unit tests.
const FILE: Limits = Limits { median: 80, most: 200, largest: 350 };

/// Lines of a function.
const FUNCTION: Limits = Limits { median: 7, most: 18, largest: 60 };

/// What half, nine of ten, and all of the sizes do not exceed.
struct Limits {
    median: usize,
    most: usize,
    largest: usize,
}

impl Limits {
    fn check(&self, what: &str, mut sizes: Vec<(usize, String)>) {
        sizes.sort();
        let at = |share: usize| &sizes[(sizes.len() * share / 100).min(sizes.len() - 1)];
        let (median, most, largest) = (at(50), at(90), at(100));
        println!("{what}: {} in all; {} / {} / {} lines", sizes.len(), median.0, most.0, largest.0);
        assert!(
            median.0 <= self.median,
            "half of the {what} have {} lines or more: {}",
            median.0,
            self.median
        );
        assert!(most.0 <= self.most, "a tenth of the {what} has {} lines or more: {}", most.0, self.most);
        assert!(largest.0 <= self.largest, "{} has {} lines: {}", largest.1, largest.0, self.largest);
    }
}

#[test]
fn files_stay_small() {
    let size = |file: std::path::PathBuf| (code(&file).lines().count(), file.display().to_string());
    FILE.check("files", all_sources().map(size).collect());
}

#[test]
fn functions_stay_small() {
    let mut sizes = Vec::new();
    for file in all_sources() {
        let named = |(name, lines)| (lines, format!("`{name}` in {}", file.display()));
        sizes.extend(functions(&code(&file)).into_iter().map(named));
    }
    FUNCTION.check("functions", sizes);
}
