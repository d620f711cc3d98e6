//! What a container runs, as far as its command says.

use k8s_openapi::api::core::v1::Container;

/// Programs that run a script given as an argument.
pub(crate) const SHELLS: &[&str] = &["sh", "bash", "ash", "dash", "zsh"];

/// Words before a program in a script.
const BEFORE: &[&str] =
    &["exec", "then", "do", "else", "until", "while", "if", "!", "sudo", "nohup", "time", "{"];

/// Loops without an end.
const ENDLESS: &[&str] = &[
    "while true",
    "while :",
    "while [ 1 ]",
    "while [ true ]",
    "while [[ true ]]",
    "while sleep",
    "until false",
    "for ((;;))",
];

/// One program that is called, with what it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call<'c> {
    /// Its name, without its folder.
    pub(crate) program: &'c str,
    /// The words behind it.
    pub(crate) words: Vec<&'c str>,
}

impl Call<'_> {
    /// Whether any of its words is one of these.
    pub(crate) fn says(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(word))
    }
}

/// What a container is told to run.
#[derive(Clone, Debug)]
pub(crate) struct Run<'c> {
    /// The programs that it calls, in their order; none when the image decides.
    pub(crate) calls: Vec<Call<'c>>,
    script: Option<&'c str>,
}

impl<'c> Run<'c> {
    /// Reads the command and the arguments of a container.
    pub(crate) fn of(container: &'c Container) -> Self {
        let given = container.command.iter().chain(&container.args).flatten();
        let words: Vec<&str> = given.map(String::as_str).collect();
        let shell = words.first().is_some_and(|first| SHELLS.contains(&base(first)));
        let flag = words
            .iter()
            .position(|word| word.starts_with('-') && !word.starts_with("--") && word.ends_with('c'));
        let script = flag.filter(|_| shell).and_then(|flag| words.get(flag + 1)).copied();
        let calls = match script {
            Some(script) => calls(script).collect(),
            None if words.first().is_none_or(|first| first.starts_with('-')) => Vec::new(),
            None => call(words.into_iter()).into_iter().collect(),
        };
        Self { calls, script }
    }

    /// Whether it goes on for ever, however little it does.
    pub(crate) fn never_ends(&self) -> bool {
        self.calls.last().is_some_and(waits_for_ever) || self.endless_loop().is_some()
    }

    /// The script from an endless loop on, unless something ends it.
    pub(crate) fn endless_loop(&self) -> Option<&'c str> {
        let script = self.script?;
        // To look whether something is there takes less than to look where.
        let there = ENDLESS.iter().filter(|words| script.contains(**words));
        let from = there.filter_map(|words| script.find(words)).min()?;
        let ends = ["break", "exit", "return", "kill"].iter().any(|word| script.contains(word));
        (!ends).then(|| &script[from..])
    }
}

fn waits_for_ever(call: &Call<'_>) -> bool {
    match call.program {
        "sleep" => call.says(&["infinity", "inf"]),
        "tail" => call.says(&["-f", "-F", "-fn0"]),
        "pause" => true,
        _ => false,
    }
}

/// The programs that a script calls.
pub(crate) fn calls(script: &str) -> impl Iterator<Item = Call<'_>> {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split([';', '&', '|', '('])).filter_map(|part| call(part.split_whitespace()))
}

fn call<'c>(words: impl Iterator<Item = &'c str>) -> Option<Call<'c>> {
    let is_setting = |word: &str| {
        word.split_once('=')
            .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
    };
    let mut words = words.skip_while(|word| BEFORE.contains(word) || is_setting(word));
    let program = base(words.next()?);
    let ends = ["done", "fi", "esac", "}", "set", "trap", "wait"].contains(&program);
    (!ends && !program.is_empty()).then(|| Call { program, words: words.collect() })
}

/// The name of a program without its folder.
pub(crate) fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(words: &[&str]) -> Container {
        Container {
            command: Some(words.iter().map(|word| (*word).to_owned()).collect()),
            ..Container::default()
        }
    }

    fn programs(words: &[&str]) -> Vec<String> {
        let container = container(words);
        Run::of(&container).calls.iter().map(|call| call.program.to_owned()).collect()
    }

    #[test]
    fn scripts_are_taken_apart() {
        assert_eq!(
            programs(&["/bin/sh", "-c", "set -e\n# dump\nPGHOST=db pg_dump shop | gzip > /x && echo ok"]),
            ["pg_dump", "gzip", "echo"]
        );
        assert_eq!(programs(&["/usr/sbin/crond", "-f"]), ["crond"]);
        assert_eq!(programs(&["bash", "-euxc", "exec python app.py"]), ["python"]);
        assert!(programs(&["--port=80"]).is_empty() && programs(&[]).is_empty());
    }

    #[test]
    fn what_never_ends_is_known_by_its_last_word() {
        let never = |words: &[&str]| Run::of(&container(words)).never_ends();
        assert!(never(&["sleep", "infinity"]) && never(&["tail", "-f", "/dev/null"]));
        assert!(never(&["sh", "-c", "while true; do date; sleep 5; done"]));
        assert!(!never(&["sleep", "3600"]) && !never(&["sh", "-c", "while true; do ask && break; done"]));
        assert!(!never(&["sh", "-c", "until nc -z db 5432; do sleep 1; done"]));
    }
}
