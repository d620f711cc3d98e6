//! Which file each object goes to, and what stands in it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use workload_core::export::{ExportedManifest, OneExport};

use crate::error::{CliError, Result};

/// Paths below the output folder, with `/`, and the text of each.
pub(crate) type Files = BTreeMap<String, String>;

/// How objects are put in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One file for each object.
    Object,
    /// One file for each app.
    App,
    /// One file for each export.
    Stream,
}

/// The format of manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A YAML stream.
    Yaml,
    /// A JSON object, or a `List`.
    Json,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }

    fn text(self, manifests: &[&ExportedManifest]) -> String {
        match (self, manifests) {
            (Self::Yaml, manifests) => {
                let documents: Vec<_> = manifests.iter().map(|manifest| manifest.yaml.as_str()).collect();
                documents.join("---\n")
            }
            (Self::Json, [one]) => pretty(&one.json),
            (Self::Json, several) => {
                let items: Vec<_> = several.iter().map(|manifest| &manifest.json).collect();
                pretty(&json!({ "apiVersion": "v1", "kind": "List", "items": items }))
            }
        }
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// All objects of the exports as one text.
pub(crate) fn stream_of(exports: &[&OneExport], format: Format) -> String {
    let manifests: Vec<_> = exports.iter().flat_map(|export| &export.manifests).collect();
    format.text(&manifests)
}

/// The files of the exports; several exports have a folder each.
pub(crate) fn files_of(exports: &[&OneExport], layout: Layout, format: Format) -> Result<Files> {
    let mut groups: BTreeMap<String, Vec<&ExportedManifest>> = BTreeMap::new();
    for export in exports {
        let folder = if exports.len() > 1 { format!("{}/", export.name) } else { String::new() };
        for manifest in &export.manifests {
            let stem = stem(layout, export, manifest);
            check_name(&stem, layout, manifest)?;
            groups.entry(format!("{folder}{stem}.{}", format.extension())).or_default().push(manifest);
        }
    }
    refuse_shared(&groups, layout)?;
    Ok(groups.iter().map(|(path, manifests)| (path.clone(), format.text(manifests))).collect())
}

fn stem(layout: Layout, export: &OneExport, manifest: &ExportedManifest) -> String {
    match layout {
        Layout::Object => format!("{}-{}", manifest.kind.to_lowercase(), manifest.name),
        Layout::App => manifest.app.clone(),
        Layout::Stream => export.name.clone(),
    }
}

/// Refuses a name that would leave the folder, or that some file system has no place for.
fn check_name(stem: &str, layout: Layout, manifest: &ExportedManifest) -> Result<()> {
    let odd = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.to_lowercase().as_str());
    if stem.is_empty() || stem.starts_with('.') || stem.chars().any(odd) || device {
        return Err(CliError::new(format!(
            "the {} `{}` would be written to `{stem}`, which is not a file name everywhere",
            manifest.kind, manifest.name
        ))
        .help(match layout {
            Layout::Stream => "export it under another name: #[workload_core::export(name = \"…\")]",
            Layout::Object | Layout::App => "give it another name, or write one file with `--layout stream`",
        }));
    }
    Ok(())
}

fn in_one_file(path: &str, first: &ExportedManifest, second: &ExportedManifest) -> CliError {
    let [one, other] =
        [first, second].map(|manifest| manifest.namespace.clone().unwrap_or_else(|| "none".to_owned()));
    let (kind, name) = (&first.kind, &first.name);
    CliError::new(format!(
        "two objects would share the file {path}: the {kind} `{name}` of namespaces {one} and {other}"
    ))
    .help("write one file for each app or export with `--layout app` or `--layout stream`")
}

/// Refuses two objects in one file, and two files that some file systems take for one.
fn refuse_shared(groups: &BTreeMap<String, Vec<&ExportedManifest>>, layout: Layout) -> Result<()> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for (path, manifests) in groups {
        if let (Layout::Object, [first, second, ..]) = (layout, &manifests[..]) {
            return Err(in_one_file(path, first, second));
        }
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            return Err(CliError::new(format!(
                "the files {other} and {path} are the same file where the file system ignores case"
            ))
            .help("give one of the objects another name"));
        }
    }
    Ok(())
}
