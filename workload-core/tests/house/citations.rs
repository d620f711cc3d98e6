//! Every section of the article that something cites is on the guide's page of it.

use std::collections::BTreeSet;
use std::fs;

use super::source::{shown, texts, workspace};

/// The numbers of the headings of the page: `4` and `4.2`.
fn sections() -> BTreeSet<String> {
    let page = fs::read_to_string(workspace().join("workload-core/docs/article.md")).unwrap();
    let headings = page.lines().filter(|line| line.starts_with("## §") || line.starts_with("### §"));
    headings.flat_map(cited).collect()
}

/// The numbers behind every `§` of a text.
fn cited(text: &str) -> Vec<String> {
    let number = |rest: &str| -> String {
        let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        number.trim_end_matches('.').to_owned()
    };
    text.split('§').skip(1).map(number).filter(|number| !number.is_empty()).collect()
}

#[test]
fn cited_sections_exist() {
    let sections = sections();
    let (mut citations, mut wrong) = (0, Vec::new());
    // This file names a section that does not exist.
    for (file, text) in texts().into_iter().filter(|(file, _)| !file.ends_with("citations.rs")) {
        for number in cited(&text) {
            citations += 1;
            if !sections.contains(&number) {
                wrong.push(format!("{} cites §{number}", shown(&file)));
            }
        }
    }
    assert!(citations > 300, "only {citations} citations were found");
    assert!(wrong.is_empty(), "sections that the article does not have:\n{}", wrong.join("\n"));
}

#[test]
fn numbers_of_citations_are_read() {
    assert_eq!(cited("(article §4.2, §8.1). See §7."), ["4.2", "8.1", "7"]);
    assert_eq!(sections().len(), 33);
    assert!(!sections().contains("4.9"));
}
