//! The page on the architecture is true: the files it names exist, and it names every room.

use std::fs;

use super::rooms::room_names;
use super::source::workspace;

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap()
}

/// The paths in a page: words in backticks with a slash or a leading dot, from the root of the repository.
fn paths(page: &str) -> Vec<&str> {
    let roots =
        ["workload-core/", "workload-cli/", "workload-derive/", "examples/", ".ci/", ".github/", ".cargo/"];
    let is_path =
        |word: &&str| roots.iter().any(|root| word.starts_with(root)) && !word.contains([' ', '<', '*', '…']);
    page.split('`').skip(1).step_by(2).filter(is_path).collect()
}

#[test]
fn files_that_the_pages_name_exist() {
    for (page, least) in [("workload-core/docs/architecture.md", 40), (".github/CONTRIBUTING.md", 20)] {
        let text = read(page);
        let paths = paths(&text);
        assert!(paths.len() > least, "{page} names only {} files", paths.len());
        for path in paths {
            assert!(workspace().join(path).exists(), "{page} names {path}, which does not exist");
        }
    }
}

#[test]
fn every_room_is_on_the_map() {
    let page = read("workload-core/docs/architecture.md");
    for room in room_names() {
        assert!(page.contains(&format!("\n| `{room}` | ")), "{room} is not on the map");
    }
}
