//! Why manifests cannot be imported.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use super::input::Input;
use crate::k8s::ObjectRef;

/// Why manifests cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError(String);

impl ImportError {
    /// A text that is no YAML.
    pub(super) fn unreadable(file: &str, message: &str) -> Self {
        Self(format!("{file}: {message}"))
    }

    /// Texts without an object.
    pub(super) fn nothing() -> Self {
        Self("there is no Kubernetes object to import".to_owned())
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ImportError {}

/// Refuses two objects of one group, kind, namespace and name: only the last would be left in a cluster.
pub(super) fn check_doubles(inputs: &[(String, Input)]) -> Result<(), ImportError> {
    let mut seen: BTreeMap<ObjectRef, (&str, u32)> = BTreeMap::new();
    for (file, input) in inputs {
        let Some(identity) = ObjectRef::from_json(&input.object).filter(|identity| !identity.name.is_empty())
        else {
            continue;
        };
        let (kind, name) = (identity.kind.clone(), identity.name.clone());
        if let Some((first, line)) = seen.insert(identity, (file.as_str(), input.line)) {
            return Err(ImportError(format!(
                "{file}:{}: the {kind} `{name}` is defined twice; the other is at {first}:{line}",
                input.line
            )));
        }
    }
    Ok(())
}
