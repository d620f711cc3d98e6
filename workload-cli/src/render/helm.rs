//! Renders charts with `helm template`, once for each set of values.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::chart::{Chart, FILE, ValueSet};
use super::failed_sets::FailedSets;
use super::program::{on_path, run};
use super::rendered::{Failure, Origin, Rendered, Renders};
use super::rendering::Rendering;
use crate::files::display_name;

/// The line that installs the program.
const INSTALL: &str = if cfg!(target_os = "macos") {
    "install it: brew install helm"
} else if cfg!(windows) {
    "install it: winget install Helm.Helm"
} else {
    "install it: curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash"
};

/// How deep charts may need one another.
const NESTED: usize = 4;

/// What every cluster serves and helm does not know of by itself.
const SERVED: [&str; 2] = ["apiregistration.k8s.io/v1", "apiregistration.k8s.io/v1/APIService"];

/// Renders every chart with every set of its values.
pub(super) fn render(charts: &[Chart], rendering: &Rendering, here: &Path, renders: &mut Renders) {
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
    let (whole, others): (Vec<_>, Vec<_>) = charts.into_iter().partition(|chart| chart.missing.is_empty());
    for chart in whole {
        if chart.local.is_empty() {
            with_all_values(&helm, chart, &chart.folder, rendering, here, renders);
        } else {
            copied(&helm, chart, rendering, here, renders);
        }
    }
    if rendering.fetch {
        for chart in others {
            fetched(&helm, chart, rendering, here, renders);
        }
    } else if let Some(first) = others.first() {
        let name = display_name(below(&first.folder, here));
        let more = match others.len() {
            1 => String::new(),
            several => format!(" (and {} more charts theirs)", several - 1),
        };
        let message = format!(
            "the chart {name} needs {}, which is not in its `charts` folder{more}: no templates were checked",
            first.missing.join(", ")
        );
        let way_out = format!("run `helm dependency build {name}`, or give --fetch, which does it in a copy");
        renders.undone.push((message, way_out));
    }
}

/// Renders a copy of the chart, into which the charts that it needs are fetched.
fn fetched(helm: &Path, chart: &Chart, rendering: &Rendering, here: &Path, renders: &mut Renders) {
    let fetch = || -> Result<tempfile::TempDir, String> {
        let copy = copy_of(chart)?;
        let arguments: [OsString; 3] = ["dependency".into(), "update".into(), copy.path().into()];
        run(helm, &arguments, &rendering.stop).map(|_| copy)
    };
    in_copy(helm, chart, fetch(), rendering, here, renders);
}

/// Renders a copy of the chart, into which the charts beside it are put that it needs.
fn copied(helm: &Path, chart: &Chart, rendering: &Rendering, here: &Path, renders: &mut Renders) {
    let copy = || -> Result<tempfile::TempDir, String> {
        let copy = copy_of(chart)?;
        put_needed(chart, copy.path(), NESTED).map_err(|error| format!("cannot copy the chart: {error}"))?;
        Ok(copy)
    };
    in_copy(helm, chart, copy(), rendering, here, renders);
}

fn in_copy(
    helm: &Path,
    chart: &Chart,
    copy: Result<tempfile::TempDir, String>,
    rendering: &Rendering,
    here: &Path,
    renders: &mut Renders,
) {
    match copy {
        Ok(copy) => with_all_values(helm, chart, copy.path(), rendering, here, renders),
        Err(message) => renders.failures.push(Failure::new(chart.folder.join(FILE), &message, here)),
    }
}

fn copy_of(chart: &Chart) -> Result<tempfile::TempDir, String> {
    let copy = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    copy_folder(&chart.folder, copy.path()).map_err(|error| format!("cannot copy the chart: {error}"))?;
    Ok(copy)
}

/// Puts the charts that one needs and that lie beside it into its copy, and those that they need.
fn put_needed(chart: &Chart, copy: &Path, depth: usize) -> std::io::Result<()> {
    for (name, folder) in &chart.local {
        let target = copy.join("charts").join(name);
        std::fs::create_dir_all(&target)?;
        copy_folder(folder, &target)?;
        if let Some(needed) = Chart::of(folder).filter(|_| depth > 0) {
            put_needed(&needed, &target, depth - 1)?;
        }
    }
    Ok(())
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
    rendering: &Rendering,
    here: &Path,
    renders: &mut Renders,
) {
    let sets = chart.value_sets(&rendering.charts);
    let texts: Vec<_> =
        sets.par_iter().map(|set| run(helm, &arguments(chart, folder, set), &rendering.stop)).collect();
    let group = renders.group();
    let is_rendered = texts.iter().any(Result::is_ok);
    let mut failed = FailedSets::default();
    for (set, text) in sets.iter().zip(texts) {
        match text {
            Ok(text) => renders.add(Rendered {
                name: format!("{}/({})/(rendered)", display_name(below(&chart.folder, here)), set.name),
                text,
                from: Origin::Chart(chart.folder.clone()),
                group,
            }),
            Err(said) => match asked_for(&said).filter(|_| set.is_default()) {
                Some(_) if is_rendered => {}
                Some(wanted) => renders.undone.push(wants_values(chart, wanted, here)),
                None => failed.add(&set.name, said.strip_prefix("Error: ").unwrap_or(&said)),
            },
        }
    }
    renders.failures.extend(failed.told(chart, here, sets.len()));
}

/// What a template says that stopped by itself, with `required` or `fail`: it wants a value.
fn asked_for(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("execution error at (")?;
    let (_, wanted) = rest.split_once("): ")?;
    wanted.lines().next().map(str::trim)
}

/// What is said of a chart that has no defaults for all that it needs.
fn wants_values(chart: &Chart, wanted: &str, here: &Path) -> (String, String) {
    let name = display_name(below(&chart.folder, here));
    let message = format!("the chart {name} needs values: {wanted}: its templates were not checked");
    let way_out = format!(
        "put a file of values into `{name}/ci`, such as `test-values.yaml`, or name one in `[[validate.chart]]` of workload.toml"
    );
    (message, way_out)
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
    for version in SERVED.into_iter().chain(own.api_versions.iter().map(String::as_str)) {
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
