//! What can be set up, each a file of a repository.

use clap::ValueEnum;

/// One thing that can be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Piece {
    /// A workflow of GitHub Actions: findings as annotations, the plan of a pull request as a comment
    Github,
    /// A pipeline of GitLab: findings as a test report
    Gitlab,
    /// A hook of pre-commit, which needs no Rust
    Hook,
    /// The findings of today as a baseline: only new ones fail
    Baseline,
    /// The configuration, `workload.toml`
    Config,
}

impl Piece {
    /// The file, from the root of the repository.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/workload.yml",
            Self::Gitlab => ".gitlab-ci.yml",
            Self::Hook => ".pre-commit-config.yaml",
            Self::Baseline => "workload-baseline.json",
            Self::Config => "workload.toml",
        }
    }

    /// What it is, in a line.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Github => "a workflow of GitHub Actions",
            Self::Gitlab => "a pipeline of GitLab",
            Self::Hook => "a hook of pre-commit",
            Self::Baseline => "a baseline: only new findings fail",
            Self::Config => "the configuration",
        }
    }

    /// The text of the file, for manifests in `paths`; none for the baseline, which is found out.
    pub(crate) fn text(self, paths: &[String], has_baseline: bool) -> Option<String> {
        let template = match self {
            Self::Github => include_str!("github.yml"),
            Self::Gitlab => include_str!("gitlab.yml"),
            Self::Hook => include_str!("hook.yaml"),
            Self::Config => include_str!("config.toml"),
            Self::Baseline => return None,
        };
        let baseline = if has_baseline {
            format!("baseline = \"{}\"", Self::Baseline.file())
        } else {
            "# baseline = \"workload-baseline.json\"".to_owned()
        };
        let listed: Vec<_> =
            paths.iter().map(|path| serde_json::Value::from(path.as_str()).to_string()).collect();
        let text = template.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{baseline}", &baseline);
        Some(
            text.replace("{first}", &paths[0])
                .replace("{list}", &listed.join(", "))
                .replace("{paths}", &paths.join(" ")),
        )
    }
}
