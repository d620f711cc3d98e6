//! How a configuration is applied.

/// The name by which `workload` owns fields.
pub const MANAGER: &str = "workload";

/// How a configuration is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Managers whose fields are handed over, beside those of client-side apply.
    pub adopt: Vec<String>,
    /// Which fields are taken from their owners.
    pub take: Take,
}

/// Which fields are taken from their owners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// None.
    #[default]
    Nothing,
    /// All of them.
    All,
    /// Those at these paths and below: `spec.replicas`, or `.spec.replicas` as the API server writes it.
    Paths(Vec<String>),
}

impl Take {
    /// Whether the field at a path such as `.spec.replicas` is taken.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let bare = |path: &str| path.trim_start_matches('.').to_owned();
        let is_below = |above: &String| {
            let rest = bare(path).strip_prefix(&bare(above)).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Paths(paths) => paths.iter().any(is_below),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Take;

    #[test]
    fn a_path_takes_what_is_below_it() {
        let take = Take::Paths(vec![".spec.template".to_owned(), "spec.replicas".to_owned()]);
        let has = |path| take.has(path);
        assert!(has(".spec.replicas") && has(".spec.template.spec.containers[name=\"a\"].image"));
        assert!(!has(".spec.replicasMore") && !has(".spec"));
        assert!(Take::All.has(".a") && !Take::Nothing.has(".a"));
    }
}
