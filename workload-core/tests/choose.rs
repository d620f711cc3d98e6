//! What `choose` prints is what a user gets: each description compiles and gives the YAML beside it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use workload_core::learn::choose::{Choice, Needs, choose};
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{Selection, lint};
use workload_core::values::Schedule;

/// Needs that lead to each of the ends of the tree, and to schedules that YAML and Rust must quote.
fn all() -> Vec<(String, Choice)> {
    let on = |schedule| Needs { schedule: Some(Schedule::new(schedule)), ..Needs::default() };
    let runs_on = Needs { long_running: Some(true), ..Needs::default() };
    let yes = Some(true);
    let needs = [
        runs_on.clone(),
        Needs { cache: yes, ..runs_on.clone() },
        Needs { keeps_data: yes, ..runs_on.clone() },
        Needs { keeps_data: yes, stable_identity: yes, ..runs_on.clone() },
        Needs { per_node: yes, ..runs_on },
        Needs { run_once: yes, ..Needs::default() },
        on("0 3 * * *"),
        on("* * * * *"),
        on("@every 1h30m"),
        on(" */5\t1-3 ? jan mon-fri "),
    ];
    let named = |(at, needs)| (format!("choice_{at}"), choose(&needs).unwrap());
    needs.into_iter().enumerate().map(named).collect()
}

#[test]
fn every_description_compiles_and_gives_its_yaml() {
    let mut program = String::from("//! All choices as one program.\n#![deny(warnings)]\n");
    let mut main = String::new();
    for (name, choice) in all() {
        write!(program, "pub mod {name} {{\n{}}}\n", choice.rust).unwrap();
        let yaml = choice.yaml;
        writeln!(main, "    assert_eq!({name}::production().manifests().to_yaml(), {yaml:?});").unwrap();
    }
    write!(program, "fn main() {{\n    use workload_core::Workload;\n{main}}}\n").unwrap();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("choices.rs");
    std::fs::write(&file, program).unwrap();
    trybuild::TestCases::new().pass(file);
}

#[test]
fn the_yaml_reads_back_as_the_kind_that_was_chosen() {
    for (_, choice) in all() {
        let mut kinds = Vec::new();
        for document in serde_yaml::Deserializer::from_str(&choice.yaml) {
            let value: serde_yaml::Value = serde::Deserialize::deserialize(document).unwrap();
            kinds.push(value["kind"].as_str().unwrap().to_owned());
        }
        assert!(kinds.iter().any(|kind| kind == choice.kind.name()), "{kinds:?}");
        assert!(choice.rust.contains(choice.shape), "{}", choice.rust);
    }
}

#[test]
fn no_rule_and_no_server_minds_the_yaml() {
    // The seven ends; other schedules may deserve a word.
    for (name, choice) in all().into_iter().take(7) {
        let source = Source::new(name, choice.yaml);
        let outcome = lint(&[source], &Selection::default());
        let found: Vec<_> = outcome.findings.iter().map(|finding| &finding.message).collect();
        assert!(found.is_empty(), "{}: {found:?}", choice.title);
    }
}
