//! The dependencies of a crate that describes an app, in its Cargo.toml.

use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::error::{CliError, Result};
use crate::files::{display_name, read_text, write_text};

/// The version of k8s-openapi that workload-core uses, and the oldest Kubernetes that it knows.
const K8S_OPENAPI: (&str, &str) = ("0.29", "v1_33");

/// Where workload-core comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Core {
    /// The registry.
    Published,
    /// A checkout.
    Path(PathBuf),
}

impl Core {
    /// The checkout that is given, or the one that this program was built from, while it is there.
    pub(crate) fn find(given: Option<&Path>) -> Result<Self> {
        if let Some(path) = given {
            let manifest = path.join("Cargo.toml");
            if !manifest.is_file() {
                return Err(CliError::new(format!("there is no crate in {}", display_name(path)))
                    .help("name the folder of workload-core in a checkout"));
            }
            let whole = path.canonicalize().map_err(|error| CliError::at(path, "cannot read", &error))?;
            return Ok(Self::Path(whole));
        }
        let beside =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(|parent| parent.join("workload-core"));
        Ok(beside.filter(|path| path.join("Cargo.toml").is_file()).map_or(Self::Published, Self::Path))
    }

    fn dependency(&self) -> Value {
        match self {
            Self::Published => env!("CARGO_PKG_VERSION").into(),
            Self::Path(path) => {
                let mut table = InlineTable::new();
                table.insert("path", path.to_string_lossy().into_owned().into());
                table.into()
            }
        }
    }
}

/// A Cargo.toml with workload-core and k8s-openapi among the dependencies; none when they are there.
pub(crate) fn with_dependencies(manifest: &Path, core: &Core) -> Result<Option<String>> {
    let text = read_text(manifest)?;
    let edited = edit(&text, core)
        .map_err(|error| CliError::new(format!("{} cannot be read: {error}", display_name(manifest))))?;
    Ok(Some(edited).filter(|edited| *edited != text))
}

/// Adds workload-core and k8s-openapi to the dependencies, unless they are there.
pub(crate) fn add_dependencies(manifest: &Path, core: &Core) -> Result<()> {
    let edited = with_dependencies(manifest, core)?;
    edited.map_or(Ok(()), |text| write_text(manifest, &text))
}

fn edit(text: &str, core: &Core) -> std::result::Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let dependencies = document.entry("dependencies").or_insert(Item::Table(Table::new()));
    let dependencies = dependencies.as_table_like_mut().ok_or("`dependencies` is not a table")?;
    if !dependencies.contains_key("workload-core") {
        dependencies.insert("workload-core", Item::Value(core.dependency()));
    }
    if !dependencies.contains_key("k8s-openapi") {
        let (version, feature) = K8S_OPENAPI;
        let mut table = InlineTable::new();
        table.insert("version", version.into());
        table.insert("features", Array::from_iter([feature]).into());
        dependencies.insert("k8s-openapi", Item::Value(table.into()));
        if let Some(mut key) = dependencies.key_mut("k8s-openapi") {
            key.leaf_decor_mut()
                .set_prefix("# The feature is the oldest Kubernetes that the manifests are for.\n");
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_added_and_the_rest_is_kept() {
        let text = "[package]\nname = \"a\" # mine\n\n[dependencies]\nserde = \"1\"\n\n[features]\nx = []\n";
        let edited = edit(text, &Core::Path("/w/workload-core".into())).unwrap();
        assert!(edited.starts_with("[package]\nname = \"a\" # mine\n\n[dependencies]\nserde = \"1\"\nworkload-core = { path = \"/w/workload-core\" }\n"), "{edited}");
        assert!(
            edited.contains("\nk8s-openapi = { version = \"0.29\", features = [\"v1_33\"] }\n"),
            "{edited}"
        );
        assert!(edited.ends_with("\n[features]\nx = []\n"), "{edited}");
        assert_eq!(edit(&edited, &Core::Published).unwrap(), edited, "what is there stays");
        let bare = edit("[package]\nname = \"a\"\n", &Core::Published).unwrap();
        assert!(bare.contains("[dependencies]\nworkload-core = \""), "{bare}");
    }

    #[test]
    fn the_version_is_the_one_that_workload_core_uses() {
        let root = include_str!("../../../Cargo.toml");
        assert!(root.contains(&format!("\nk8s-openapi = \"{}\"\n", K8S_OPENAPI.0)));
    }
}
