//! A reviewed plan among the inputs of an apply.

use std::path::{Path, PathBuf};

use super::plan::{KIND, ReviewedPlan, VERSION};
use crate::error::{CliError, Result};
use crate::files::{display_name, normalized, read_text};

/// The plan that the only input is; none when it is something else.
pub(crate) fn reviewed_plan(inputs: &[PathBuf]) -> Result<Option<ReviewedPlan>> {
    let [input] = inputs else { return Ok(None) };
    if !input.is_file() {
        return Ok(None);
    }
    let text = read_text(input)?;
    if !text.starts_with('{') || !text.contains(KIND) {
        return Ok(None);
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) else { return Ok(None) };
    if value["kind"] != KIND {
        return Ok(None);
    }
    let name = display_name(input);
    if value["version"] != VERSION {
        return Err(CliError::new(format!("{name} is a reviewed plan of another version of workload"))
            .help("write it again with `workload diff --out`"));
    }
    serde_json::from_value(value)
        .map(Some)
        .map_err(|error| CliError::new(format!("{name} is no whole reviewed plan: {error}")))
}

/// Refuses a file in a folder that is read, unless it is an earlier plan or is yet to be made.
pub(crate) fn refuse_to_replace_an_input(file: &Path, inputs: &[PathBuf]) -> Result<()> {
    if !file.is_file() || matches!(reviewed_plan(&[file.to_owned()]), Ok(Some(_))) {
        return Ok(());
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| normalized(path));
    let target = real(file);
    let folder = inputs.iter().find(|input| input.is_dir() && target.starts_with(real(input)));
    folder.map_or(Ok(()), |folder| {
        let (file, folder) = (display_name(file), display_name(folder));
        Err(CliError::new(format!("the output {file} is there already, in the input folder {folder}"))
            .help("write to another file"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_folder_holds_is_not_replaced_by_a_plan() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir(path("k8s")).unwrap();
        std::fs::write(path("k8s/a.yaml"), "kind: Pod\n").unwrap();
        std::fs::write(path("k8s/plan.json"), format!("{{\"kind\":\"{KIND}\",\"version\":0}}")).unwrap();
        std::fs::write(path("b.yaml"), "kind: Pod\n").unwrap();
        let refused = |file: &str| refuse_to_replace_an_input(&path(file), &[path("k8s")]).is_err();
        assert!(refused("k8s/a.yaml") && refused("k8s/../k8s/a.yaml") && refused("k8s/plan.json"));
        assert!(!refused("b.yaml") && !refused("k8s/new.json"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(path("k8s/a.yaml"), path("link")).unwrap();
            assert!(refused("link"));
        }
    }
}
