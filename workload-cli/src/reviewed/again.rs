//! Reading once more what a plan was made from.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::plan::ReviewedPlan;
use crate::cargo::CargoOptions;
use crate::cluster::DesiredSet;
use crate::error::{CliError, Result};
use crate::files::STANDARD_INPUT;
use crate::release::is_secret;

impl ReviewedPlan {
    /// The manifests as they are now; those of the plan itself where its inputs are not here.
    pub(crate) fn read_again(&self, cargo: &CargoOptions) -> Result<DesiredSet> {
        let is_here = |path: &&PathBuf| *path != Path::new(STANDARD_INPUT) && path.exists();
        match self.paths.iter().find(|path| !is_here(path)) {
            None => {
                let inputs: Vec<PathBuf> = self.paths.iter().chain(&self.exports).cloned().collect();
                let takes_nothing = self.set.as_ref().is_some_and(|set| set.options.takes_nothing());
                if takes_nothing {
                    DesiredSet::read_any(&inputs, cargo)
                } else {
                    DesiredSet::read(&inputs, cargo)
                }
            }
            Some(missing) => self.own(missing),
        }
    }

    /// The manifests that the plan holds, which has no data of Secrets.
    fn own(&self, missing: &Path) -> Result<DesiredSet> {
        let configs: Vec<Value> = self.objects.iter().map(|object| object.config.clone()).collect();
        if let Some(secret) = configs.iter().find(|config| is_secret(config)) {
            let name = secret["metadata"]["name"].as_str().unwrap_or_default();
            let what = if missing == Path::new(STANDARD_INPUT) {
                "standard input".to_owned()
            } else {
                crate::files::display_name(missing)
            };
            return Err(CliError::new(format!(
                "data of Secret {name} is not in the plan, and {what} that it was read from is not here"
            ))
            .help("apply the plan where its inputs are, or apply the inputs themselves"));
        }
        Ok(DesiredSet::from_values("the plan", &configs))
    }
}
