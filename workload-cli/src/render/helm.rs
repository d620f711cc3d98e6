//! Renders charts with `helm template`, once for each set of values.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::chart::{Chart, ChartSettings, FILE, ValueSet};
use super::program::{on_path, run};
use super::rendered::{Failure, Origin, Rendered, Renders};
use crate::files::display_name;

/// The line that installs the program.
const INSTALL: &str = if cfg!(target_os = "macos") {
    "install it: brew install helm"
} else if cfg!(windows) {
    "install it: winget install Helm.Helm"
} else {
    "install it: curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash"
};

/// Renders every chart with every set of its values.
pub(super) fn render(
    charts: &[Chart],
    settings: &[ChartSettings],
    fetch: bool,
    here: &Path,
    renders: &mut Renders,
) {
    let charts: Vec<_> = charts.iter().filter(|chart| !chart.is_library).collect();
    if charts.is_empty() {
        return;
    }
    let Some(helm) = on_path("helm") else {
        let names: Vec<_> = charts.iter().map(|chart| display_name(below(&chart.folder, here))).collect();
        let message =
            format!("helm is not on the PATH: the templates of {} were not checked", names.join(", "));
        renders.undone.push((message, INSTALL.to_owned()));
        return;
    };
    for chart in charts {
        if chart.missing.is_empty() {
            with_all_values(&helm, chart, &chart.folder, settings, here, renders);
        } else if fetch {
            fetched(&helm, chart, settings, here, renders);
        } else {
            let name = display_name(below(&chart.folder, here));
            let message = format!(
                "the chart {name} needs {}, which is not in its `charts` folder: its templates were not checked",
                chart.missing.join(", ")
            );
            let help =
                format!("run `helm dependency build {name}`, or give --fetch, which does it in a copy");
            renders.undone.push((message, help));
        }
    }
}

/// Renders a copy of the chart, into which the charts that it needs are fetched.
fn fetched(helm: &Path, chart: &Chart, settings: &[ChartSettings], here: &Path, renders: &mut Renders) {
    let fetch = || -> Result<tempfile::TempDir, String> {
        let copy = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
        copy_folder(&chart.folder, copy.path()).map_err(|error| format!("cannot copy the chart: {error}"))?;
        let arguments: [OsString; 3] = ["dependency".into(), "update".into(), copy.path().into()];
        run(helm, &arguments, None).map(|_| copy)
    };
    match fetch() {
        Ok(copy) => with_all_values(helm, chart, copy.path(), settings, here, renders),
        Err(message) => renders.failures.push(Failure::new(chart.folder.join(FILE), &message, here)),
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            std::fs::create_dir(&target)?;
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

fn with_all_values(
    helm: &Path,
    chart: &Chart,
    folder: &Path,
    settings: &[ChartSettings],
    here: &Path,
    renders: &mut Renders,
) {
    let sets = chart.value_sets(settings);
    let texts: Vec<_> = sets.par_iter().map(|set| run(helm, &arguments(chart, folder, set), None)).collect();
    let group = renders.group();
    for (set, text) in sets.iter().zip(texts) {
        match text {
            Ok(text) => renders.add(Rendered {
                name: format!("{}/({})/(rendered)", display_name(below(&chart.folder, here)), set.name),
                text,
                from: Origin::Chart(chart.folder.clone()),
                group,
            }),
            Err(message) => renders.failures.push(Failure::new(
                chart.folder.join(FILE),
                &format!("with {}: {}", set.name, message.strip_prefix("Error: ").unwrap_or(&message)),
                here,
            )),
        }
    }
}

fn arguments(chart: &Chart, folder: &Path, set: &ValueSet) -> Vec<OsString> {
    let own = &set.settings;
    let release = own.release.as_deref().unwrap_or(&chart.name);
    let mut words: Vec<OsString> = vec!["template".into(), release.into(), folder.into()];
    let mut add = |flag: &str, value: OsString| words.extend([flag.into(), value]);
    for file in &own.values {
        add("--values", file.into());
    }
    for value in &own.set {
        add("--set", value.into());
    }
    for (flag, value) in [("--namespace", &own.namespace), ("--kube-version", &own.kube_version)] {
        if let Some(value) = value {
            add(flag, value.into());
        }
    }
    for version in &own.api_versions {
        add("--api-versions", version.into());
    }
    words
}

fn below<'p>(path: &'p Path, here: &Path) -> &'p Path {
    let below = path.strip_prefix(here).unwrap_or(path);
    if below.as_os_str().is_empty() { path } else { below }
}

/// The charts among folders: the outermost ones, since the others are rendered with them.
pub(super) fn outermost(mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
    folders.sort();
    folders.dedup();
    let mut kept: Vec<PathBuf> = Vec::new();
    for folder in folders {
        if !kept.iter().any(|outer| folder.starts_with(outer.join("charts"))) {
            kept.push(folder);
        }
    }
    kept
}
