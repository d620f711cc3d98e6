//! Writes the reference of the rules: a table of each family, and a section for each rule.

use std::fmt::Write as _;

use workload_core::validate::rules::{Rule, all};

const OPENING: &str = "<!-- Written by `.ci/update` from the doc comments. -->

Every rule of `workload validate`, by family. [How to validate](crate::guide::validate) says how rules are chosen and allowed;
`workload explain S01` shows one of them. Sections such as §7.2 are those of [the article](crate::guide::article).
";

/// The whole page.
pub fn page() -> String {
    let mut page = OPENING.to_owned();
    let rules: Vec<_> = all().collect();
    let families: Vec<_> = rules.chunk_by(|one, next| one.family() == next.family()).collect();
    for family in &families {
        table(&mut page, family);
    }
    for rule in families.into_iter().flatten() {
        section(&mut page, rule);
    }
    page
}

/// The rules of a family with their first sentences, each leading to its section.
fn table(page: &mut String, family: &[&Rule]) {
    write!(
        page,
        "\n**{}**\n\n| code | rule | severity | in a sentence |\n|---|---|---|---|\n",
        family[0].family()
    )
    .unwrap();
    for rule in family {
        let (code, name, severity) = (rule.code, rule.name, rule.severity.as_str());
        let link = format!("#{}-{name}", code.to_lowercase());
        writeln!(page, "| {code} | [`{name}`]({link}) | {severity} | {} |", rule.summary()).unwrap();
    }
}

fn section(page: &mut String, rule: &Rule) {
    write!(page, "\n## {} `{}`\n\n{}.\n\n", rule.code, rule.name, capital(rule.severity.as_str())).unwrap();
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        // A fence with words that rustdoc does not know would be compiled as Rust.
        match line.strip_prefix("```yaml ") {
            Some(word) if word.starts_with("bad") => page.push_str("Wrong:\n\n```yaml\n"),
            Some(_) => page.push_str("Right:\n\n```yaml\n"),
            None => writeln!(page, "{line}").unwrap(),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
