//! The name of a file, asked of many.

use std::path::Path;

/// Whether a path ends with that name. Its last bytes tell most paths apart, in less time than its parts.
pub(crate) fn is_named(path: &Path, name: &str) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(name.as_bytes())
        && path.file_name().is_some_and(|own| own == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_whole_last_part() {
        let is_chart = |path: &str| is_named(Path::new(path), "Chart.yaml");
        assert!(is_chart("Chart.yaml") && is_chart("/a/Chart.yaml"));
        assert!(!is_chart("/a/MyChart.yaml") && !is_chart("/Chart.yaml/a") && !is_chart(""));
    }
}
