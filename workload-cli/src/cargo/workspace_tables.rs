//! What the root of the crate's workspace says about every build: patches and profiles.
//!
//! The harness is a workspace of its own. Without the patches it would build other sources,
//! without the profiles it would build the same ones again.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::error::{CliError, Result};

/// The tables of `<root>/Cargo.toml` that count for the harness too, as text.
pub(super) fn lines(root: &Path) -> Result<String> {
    let path = root.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| CliError::at(&path, "cannot read", &error))?;
    let kept = kept(&text, root).map_err(|error| CliError::new(format!("{}: {error}", path.display())))?;
    Ok(if kept.is_empty() { String::new() } else { format!("\n{kept}") })
}

fn kept(text: &str, root: &Path) -> std::result::Result<String, String> {
    let mut manifest: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let mut kept = Table::new();
    for key in ["patch", "profile"] {
        if let Some(mut table) = manifest.remove(key) {
            anchor(&mut table, root);
            kept.insert(key.to_owned(), table);
        }
    }
    toml::to_string(&kept).map_err(|error| error.to_string())
}

/// Makes the paths of patches whole: the harness stands in another folder.
fn anchor(value: &mut Value, root: &Path) {
    let Value::Table(table) = value else { return };
    for (key, value) in table {
        match value {
            Value::String(path) if key == "path" => *path = root.join(&*path).to_string_lossy().into_owned(),
            value => anchor(value, root),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_and_profiles_are_kept_with_whole_paths() {
        let text = "[package]\nname = \"shop\"\n[profile.dev]\nopt-level = 1\n[patch.crates-io]\n\
                    serde = { path = \"vendor/serde\" }\nsyn = { git = \"https://example.com/syn\" }\n";
        let kept = kept(text, Path::new("/shop")).unwrap();
        assert!(kept.contains("path = \"/shop/vendor/serde\""), "{kept}");
        assert!(
            kept.contains("opt-level = 1") && kept.contains("git = \"https://example.com/syn\""),
            "{kept}"
        );
        assert!(!kept.contains("package"), "{kept}");
    }

    #[test]
    fn nothing_is_kept_of_a_plain_manifest() {
        assert_eq!(kept("[package]\nname = \"shop\"\n", Path::new("/shop")), Ok(String::new()));
    }
}
