//! Why manifests cannot be imported.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use serde_json::Value as Json;

use super::input::Input;
use super::round_trip::Difference;
use crate::k8s::ObjectRef;

/// Why manifests cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    message: String,
    help: Option<&'static str>,
    is_difference: bool,
}

impl ImportError {
    fn new(message: String) -> Self {
        Self { message, help: None, is_difference: false }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> Option<&'static str> {
        self.help
    }

    /// Whether the source would not give the same objects back, so that nothing may be written.
    #[must_use]
    pub const fn is_difference(&self) -> bool {
        self.is_difference
    }

    /// Two environments of one name.
    pub(super) fn same_environment(name: &str) -> Self {
        Self::new(format!("two environments are called `{name}`"))
    }

    /// One workload that selects its Pods by other labels in another environment.
    pub(super) fn selectors(first: &(String, Input), other: &(String, Input)) -> Self {
        let text = |field: &str| first.1.object.pointer(field).and_then(Json::as_str).unwrap_or_default();
        let message = format!(
            "{}:{}: the {} `{}` has another selector than at {}:{}",
            other.0,
            other.1.line,
            text("/kind"),
            text("/metadata/name"),
            first.0,
            first.1.line
        );
        let help = "a selector cannot be changed on a live object, so one struct has one: import the two apart, or \
                    give one workload another name";
        Self { help: Some(help), ..Self::new(message) }
    }

    /// Objects that would not come back as they are, each with its file and line.
    pub(super) fn differs(differences: &[Difference]) -> Self {
        let mut message = "the description would give other objects back".to_owned();
        for Difference { place, object, what } in differences {
            let place = place.as_ref().map(|(file, line)| format!("{file}:{line}: ")).unwrap_or_default();
            message.push_str(&format!("\n  {place}{object}: {what}"));
        }
        Self {
            help: Some("this is a defect of `workload import`: please report it with the manifests"),
            is_difference: true,
            ..Self::new(message)
        }
    }

    /// A text that is no YAML.
    pub(super) fn unreadable(file: &str, message: &str) -> Self {
        Self::new(format!("{file}: {message}"))
    }

    /// Texts without an object.
    pub(super) fn nothing() -> Self {
        Self::new("there is no Kubernetes object to import".to_owned())
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
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
            let message = format!(
                "{file}:{}: the {kind} `{name}` is defined twice; the other is at {first}:{line}",
                input.line
            );
            let help =
                "leave one of them out; if each path is an environment of its own, say `--environments`";
            return Err(ImportError { help: Some(help), ..ImportError::new(message) });
        }
    }
    Ok(())
}
