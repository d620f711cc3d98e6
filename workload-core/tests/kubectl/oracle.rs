//! Asking kubectl itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Deserializer, Value};

use crate::answer::{Answer, plain};

/// Where kubectl is, if it is anywhere and new enough: before 1.33 it read streams otherwise.
pub fn find() -> Option<PathBuf> {
    let kubectl = somewhere()?;
    let version = Command::new(&kubectl).args(["version", "--client", "-o", "json"]).output().ok()?;
    let version: Value = serde_json::from_slice(&version.stdout).ok()?;
    let minor: u32 = version["clientVersion"]["minor"].as_str()?.trim_end_matches('+').parse().ok()?;
    (minor >= 33).then_some(kubectl)
}

fn somewhere() -> Option<PathBuf> {
    if let Some(named) = env::var_os("KUBECTL") {
        return Some(named.into());
    }
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join("kubectl")).find(|path| path.is_file())
}

#[allow(clippy::print_stderr, reason = "what is not tested is said")]
pub fn say_skipped() {
    eprintln!("skipped: neither KUBECTL nor the PATH leads to a kubectl of 1.33 or later");
}

/// What kubectl says of each text. An object is known by its name: `c7` or `c7-x` for text 7; texts write `NAME` for it.
pub fn ask(kubectl: &Path, texts: &[String]) -> Vec<Answer> {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in texts.iter().enumerate() {
        fs::write(
            folder.path().join(format!("{number:05}.yaml")),
            text.replace("NAME", &format!("c{number}")),
        )
        .unwrap();
    }
    let output = Command::new(kubectl)
        .args(["label", "--local", "-o", "json", "zz=1", "-f"])
        .arg(folder.path())
        .env("HOME", folder.path())
        .env("KUBECONFIG", "/dev/null")
        .output()
        .unwrap();
    let mut answers = vec![Answer::default(); texts.len()];
    for object in Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
        take(object.unwrap(), &mut answers);
    }
    for line in String::from_utf8_lossy(&output.stderr).lines().filter(|line| line.contains("error parsing "))
    {
        let number = line.split(".yaml").next().unwrap().rsplit('/').next().unwrap();
        answers[number.parse::<usize>().unwrap()].is_refused = true;
    }
    answers
}

fn take(object: Value, answers: &mut [Answer]) {
    if object["kind"] == "List" {
        return object["items"].as_array().unwrap().iter().for_each(|item| take(item.clone(), answers));
    }
    let name = object["metadata"]["name"].as_str().unwrap();
    let number: usize = name[1..].split('-').next().unwrap().parse().expect(name);
    let text = object.to_string().replace(&format!("\"c{number}"), "\"NAME");
    answers[number].objects.push(plain(serde_json::from_str(&text).unwrap()));
}
