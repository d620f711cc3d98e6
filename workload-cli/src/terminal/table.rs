//! Tables of Markdown as columns.

use std::fmt::Write as _;

/// The gap between two columns.
const GAP: usize = 2;

/// The rows of a table as lines whose columns are aligned; the line below the heading is left out.
pub(super) fn columns(rows: &[impl AsRef<str>]) -> String {
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| cells(row.as_ref())).filter(|cells| !is_separator(cells)).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|cells| cells.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or_default() + GAP).collect();
    let line = |cells: &Vec<&str>| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}");
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The cells between the bars of a row.
fn cells(row: &str) -> Vec<&str> {
    let inside = row.trim().trim_start_matches('|');
    inside.strip_suffix('|').unwrap_or(inside).split('|').map(str::trim).collect()
}

/// Whether a row is the line of dashes below the heading.
fn is_separator(cells: &[&str]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_one_another() {
        let table = ["| | one | two |", "|---|:-:|---|", "| kept | ✗ | partly |", "| x | ✓ | |"];
        assert_eq!(columns(&table), "      one  two\nkept  ✗    partly\nx     ✓");
    }
}
