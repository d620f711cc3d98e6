//! How fields change hands: the flags that `diff` and `apply` share.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};
use workload_core::live::{Options, Take};

/// Stands for every field.
const ALL: &str = "*";

/// How fields change hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args, Serialize, Deserialize)]
pub(crate) struct MergeOptions {
    /// Take fields from their owners: those at PATH and below, or all of them; can be repeated
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = ALL)]
    take: Vec<String>,

    /// Take over what this tool applied before: helm, flux, argocd, or the name of a field manager;
    /// with --applyset its sets, too, such as those of kubectl
    #[arg(long, value_name = "TOOL")]
    adopt: Vec<String>,
}

impl MergeOptions {
    /// The options of the apply.
    pub(crate) fn options(&self) -> Options {
        let paths: Vec<_> = self.take.iter().filter(|path| !is_input(path)).cloned().collect();
        let takes_all = paths.len() < self.take.len() || paths.iter().any(|path| path == ALL);
        let take = match takes_all {
            true => Take::All,
            false if paths.is_empty() => Take::Nothing,
            false => Take::Paths(paths),
        };
        let adopt = self.adopt.iter().flat_map(|tool| managers(tool)).collect();
        Options { adopt, take }
    }

    /// Whether nothing was asked for.
    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The inputs among the paths: `--take web.yaml` names one, and takes all fields.
    pub(crate) fn inputs(&self) -> Vec<PathBuf> {
        self.take.iter().filter(|path| is_input(path)).map(PathBuf::from).collect()
    }
}

/// Whether what stands behind `--take` is a file and no field.
fn is_input(text: &str) -> bool {
    text == "-" || (!text.starts_with(".spec") && Path::new(text).exists())
}

/// The field managers that a tool writes as.
fn managers(tool: &str) -> Vec<String> {
    let names: &[&str] = match tool {
        "helm" => &["helm", "Helm"],
        "flux" => &["kustomize-controller", "helm-controller", "flux"],
        "argocd" => &["argocd-controller", "argocd-application-controller", "argocd"],
        other => &[other],
    };
    names.iter().map(|name| (*name).to_owned()).collect()
}
