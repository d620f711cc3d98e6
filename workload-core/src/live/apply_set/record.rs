//! What the parent of a set says: who leads the set, and where its members are.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::group_kind::GroupKind;
use super::parent::{ID_LABEL, SetParent};
use super::unusable::UnusableParent;
use crate::live::options::MANAGER;

const TOOLING: &str = "applyset.kubernetes.io/tooling";
const KINDS: &str = "applyset.kubernetes.io/contains-group-kinds";
const NAMESPACES: &str = "applyset.kubernetes.io/additional-namespaces";
/// What older tools wrote instead of the kinds.
const RESOURCES: &str = "applyset.kubernetes.io/contains-group-resources";

/// What the parent of a set says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetRecord {
    /// The tool that leads the set, and its version: `workload/v0.1.0`.
    pub tooling: String,
    /// The kinds of the members.
    pub kinds: BTreeSet<GroupKind>,
    /// The namespaces of the members but for the parent's own.
    pub namespaces: BTreeSet<String>,
    /// Resources such as `deployments.apps`, where an older tool wrote them instead of the kinds.
    pub resources: BTreeSet<String>,
}

impl SetRecord {
    /// A set of these kinds and namespaces that `workload` leads; `version` is its own.
    #[must_use]
    pub fn new(version: &str, kinds: BTreeSet<GroupKind>, namespaces: BTreeSet<String>) -> Self {
        Self { tooling: format!("{MANAGER}/v{version}"), kinds, namespaces, resources: BTreeSet::new() }
    }

    /// Reads a live parent. Sets of `workload` are read, and those of tools in `adopted`.
    ///
    /// # Errors
    /// Why the object cannot be used as the parent.
    pub fn read(parent: &SetParent, live: &Value, adopted: &[String]) -> Result<Self, UnusableParent> {
        let expected = parent.id();
        match live["metadata"]["labels"][ID_LABEL].as_str() {
            None => return Err(UnusableParent::NoId),
            Some(found) if found != expected => {
                return Err(UnusableParent::WrongId { found: found.to_owned(), expected });
            }
            Some(_) => {}
        }
        let annotation = |key: &str| live["metadata"]["annotations"][key].as_str();
        let tooling = annotation(TOOLING).filter(|text| !text.is_empty()).ok_or(UnusableParent::NoTool)?;
        let tool = tooling.split('/').next().unwrap_or_default();
        if tool != MANAGER && !adopted.iter().any(|adopted| adopted == tool) {
            return Err(UnusableParent::OtherTool(tooling.to_owned()));
        }
        let (kinds, resources) = (annotation(KINDS), annotation(RESOURCES));
        if kinds.is_none() && resources.is_none() {
            return Err(UnusableParent::NoKinds);
        }
        Ok(Self {
            tooling: tooling.to_owned(),
            resources: if kinds.is_none() { words(resources).collect() } else { BTreeSet::new() },
            kinds: words(kinds).map(|text| GroupKind::parse(&text)).collect(),
            namespaces: words(annotation(NAMESPACES)).collect(),
        })
    }

    /// The configuration of the parent that says this.
    #[must_use]
    pub fn config(&self, parent: &SetParent) -> Value {
        let joined = |words: Vec<String>| Value::from(words.join(","));
        let mut config = json!({
            "apiVersion": parent.api_version,
            "kind": parent.kind,
            "metadata": {
                "name": parent.name,
                "labels": {ID_LABEL: parent.id()},
                "annotations": {
                    TOOLING: self.tooling,
                    KINDS: joined(self.kinds.iter().map(ToString::to_string).collect()),
                    NAMESPACES: joined(self.namespaces.iter().cloned().collect()),
                },
            },
        });
        if let Some(namespace) = &parent.namespace {
            config["metadata"]["namespace"] = Value::from(namespace.as_str());
        }
        config
    }

    /// This, and the kinds and namespaces of another record.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            tooling: self.tooling.clone(),
            kinds: &self.kinds | &other.kinds,
            namespaces: &self.namespaces | &other.namespaces,
            resources: BTreeSet::new(),
        }
    }

    /// The kinds and namespaces that another record does not have.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self {
            tooling: self.tooling.clone(),
            kinds: &self.kinds - &other.kinds,
            namespaces: &self.namespaces - &other.namespaces,
            resources: BTreeSet::new(),
        }
    }
}

fn words(text: Option<&str>) -> impl Iterator<Item = String> + '_ {
    text.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parent() -> SetParent {
        SetParent {
            api_version: "v1".to_owned(),
            kind: "Secret".to_owned(),
            namespace: Some("own-demo".to_owned()),
            name: "set".to_owned(),
        }
    }

    fn record() -> SetRecord {
        let kinds = ["Service", "Deployment.apps"].map(GroupKind::parse);
        SetRecord::new("1.2.3", kinds.into(), BTreeSet::from(["b".to_owned(), "a".to_owned()]))
    }

    #[test]
    fn what_is_written_is_read() {
        let config = record().config(&parent());
        let annotations = &config["metadata"]["annotations"];
        assert_eq!(annotations[TOOLING], "workload/v1.2.3");
        assert_eq!(annotations[KINDS], "Deployment.apps,Service");
        assert_eq!(annotations[NAMESPACES], "a,b");
        assert_eq!(SetRecord::read(&parent(), &config, &[]), Ok(record()));
    }

    #[test]
    fn a_parent_that_cannot_be_used_says_why() {
        let read = |change: &dyn Fn(&mut Value), adopted: &[String]| {
            let mut config = record().config(&parent());
            change(&mut config["metadata"]);
            SetRecord::read(&parent(), &config, adopted)
        };
        assert_eq!(read(&|meta| meta["labels"] = json!({}), &[]), Err(UnusableParent::NoId));
        let other = |meta: &mut Value| meta["annotations"][TOOLING] = json!("kubectl/v1.32.4");
        assert_eq!(read(&other, &[]), Err(UnusableParent::OtherTool("kubectl/v1.32.4".to_owned())));
        assert!(read(&other, &["kubectl".to_owned()]).is_ok());
        let bare = |meta: &mut Value| meta["annotations"] = json!({TOOLING: "workload/v1"});
        assert_eq!(read(&bare, &[]), Err(UnusableParent::NoKinds));
        assert!(matches!(
            read(&|meta| meta["labels"][ID_LABEL] = json!("applyset-x-v1"), &[]),
            Err(UnusableParent::WrongId { .. })
        ));
        let old =
            |meta: &mut Value| meta["annotations"] = json!({TOOLING: "workload/v1", RESOURCES: "configmaps"});
        assert_eq!(read(&old, &[]).unwrap().resources, BTreeSet::from(["configmaps".to_owned()]));
    }
}
