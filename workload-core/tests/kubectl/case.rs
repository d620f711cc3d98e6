//! The recorded cases: a JSON object a line.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::answer::Answer;

/// A text and what kubectl says of it.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub text: String,
    pub answer: Answer,
}

impl Case {
    /// All of them.
    pub fn all() -> Vec<Self> {
        fs::read_to_string(file()).unwrap().lines().map(Self::parse).collect()
    }

    fn parse(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| value[key].as_str().unwrap().to_owned();
        let answer = Answer {
            objects: value["objects"].as_array().unwrap().clone(),
            is_refused: value["refused"].as_bool().unwrap(),
        };
        Self { name: text("name"), text: text("text"), answer }
    }

    /// Records all of them anew.
    pub fn write(cases: &[Self]) {
        let line = |case: &Self| {
            let Answer { objects, is_refused } = &case.answer;
            json!({"name": case.name, "text": case.text, "objects": objects, "refused": is_refused})
                .to_string()
                + "\n"
        };
        fs::write(file(), cases.iter().map(line).collect::<String>()).unwrap();
    }
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/kubectl/cases.jsonl")
}
