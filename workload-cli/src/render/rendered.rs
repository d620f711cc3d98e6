//! A text that a program rendered, and where its parts were written.

use std::path::{Path, PathBuf};

use workload_core::validate::lint::Finding;

use crate::files::display_name;

/// What was rendered from one kustomization, or from a chart with one set of values.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    /// What findings in it are called until they are brought back: a name in a folder of its own.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
    /// Where it comes from.
    pub(super) from: Origin,
    /// What is counted: all sets of values of one chart, all kustomizations.
    pub(super) group: usize,
}

impl Rendered {
    /// Whether a finding is about a name that ends where a value of a chart is empty by default: whoever
    /// installs it gives one.
    pub(super) fn lacks_a_value(&self, finding: &Finding) -> bool {
        let said = self.text.get(finding.span.range()).unwrap_or_default();
        matches!(self.from, Origin::Chart(_))
            && self.name.contains("/(default values)/")
            && finding.rule.code == "V08"
            && said.trim_matches(['"', '\'']).ends_with('-')
    }

    /// Whether a finding is about the field that tells the Operator Lifecycle Manager, and nobody else, at
    /// which port a webhook listens: what is rendered is the input of its bundle.
    pub(super) fn is_for_olm(&self, finding: &Finding) -> bool {
        finding.rule.code == "V04"
            && finding.path.ends_with("clientConfig.service.containerPort")
            && self.text.contains("kind: ClusterServiceVersion")
    }
}

/// Where a rendered text comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A kustomization: the files whose objects it takes.
    Kustomization(Vec<PathBuf>),
    /// The chart in this folder.
    Chart(PathBuf),
}

/// Something that could not be rendered, and is an error in the source.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// The file to tell it in.
    pub(super) file: PathBuf,
    /// The line, from 1.
    pub(super) line: usize,
    /// What was said.
    pub(super) message: String,
}

impl Failure {
    /// What a program said, without what only its authors read, and with paths as seen from `here`.
    pub(super) fn new(file: PathBuf, said: &str, here: &Path) -> Self {
        let is_of_note = |line: &&str| {
            !["level=INFO", "level=WARN", "# Warning: "].iter().any(|start| line.starts_with(start))
        };
        let of_note: Vec<_> = said.lines().filter(is_of_note).collect();
        let of_note = of_note.join("\n");
        let said = if of_note.is_empty() { said } else { &of_note };
        let said = said.lines().find(|line| line.contains("err=")).unwrap_or(said);
        let said = said.split_once(" err=\"").map_or(said, |(_, error)| error.trim_end_matches('"'));
        let said = ["Error: ", "error: "].iter().find_map(|start| said.strip_prefix(start)).unwrap_or(said);
        let message = said.replace(&format!("{}/", display_name(here)), "").replace("\\\"", "\"");
        Self { file, line: 1, message: message.trim().to_owned() }
    }
}

/// What rendering gave.
#[derive(Debug, Default)]
pub(super) struct Renders {
    pub(super) done: Vec<Rendered>,
    pub(super) failures: Vec<Failure>,
    /// How many texts each group has.
    pub(super) groups: Vec<usize>,
    /// What was left out and why, a line each; it makes the run incomplete.
    pub(super) undone: Vec<(String, String)>,
}

impl Renders {
    /// A new group of texts that are told together.
    pub(super) fn group(&mut self) -> usize {
        self.groups.push(0);
        self.groups.len() - 1
    }

    /// Adds a text to its group.
    pub(super) fn add(&mut self, rendered: Rendered) {
        self.groups[rendered.group] += 1;
        self.done.push(rendered);
    }
}
