//! Texts as kubectl reads them: its recorded answers, and its own where it can be asked.
//!
//! `kubectl label --local` reads files as `kubectl apply` does and needs no cluster. The answers in
//! `cases.jsonl` are those of kubectl 1.34; `UPDATE=1` records them anew. kubectl is the one that the variable
//! `KUBECTL` names, or the one on the PATH.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answer;
mod case;
mod oracle;
mod ours;
mod random;

use case::Case;

#[test]
fn every_recorded_text_is_read_as_kubectl_read_it() {
    let cases = Case::all();
    assert!(cases.len() > 200, "{} cases", cases.len());
    let differ: Vec<_> = cases
        .iter()
        .filter_map(|case| {
            ours::difference(&case.text, &case.answer).map(|why| format!("{}: {why}", case.name))
        })
        .collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn the_recorded_answers_are_those_of_kubectl() {
    let Some(kubectl) = oracle::find() else { return oracle::say_skipped() };
    let mut cases = Case::all();
    let answers = oracle::ask(&kubectl, &cases.iter().map(|case| case.text.clone()).collect::<Vec<_>>());
    if std::env::var_os("UPDATE").is_some() {
        assert!(std::env::var_os("CI").is_none(), "nothing is recorded under CI");
        cases.iter_mut().zip(answers).for_each(|(case, answer)| case.answer = answer);
        return Case::write(&cases);
    }
    for (case, answer) in cases.iter().zip(answers) {
        assert_eq!(case.answer, answer, "{}", case.name);
    }
}

#[test]
fn random_texts_are_read_as_kubectl_reads_them() {
    let Some(kubectl) = oracle::find() else { return oracle::say_skipped() };
    let rounds = std::env::var("KUBECTL_ROUNDS").map_or(10, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let texts = random::texts(round, 300);
        let answers = oracle::ask(&kubectl, &texts);
        let refused = answers.iter().filter(|answer| answer.is_refused).count();
        assert!((20..280).contains(&refused), "{refused} of 300 texts are refused: that tells nothing");
        for (text, answer) in texts.iter().zip(&answers) {
            let why = ours::difference(text, answer);
            assert_eq!(why, None, "round {round}: {text:?}");
        }
    }
}
