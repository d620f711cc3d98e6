//! What an app may do with the API server.

use k8s_openapi::api::rbac::v1::{PolicyRule, Role, RoleBinding, RoleRef, Subject};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::maps::Labels;
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::ObjectName;
use crate::syntax::text::{Message, filled};

/// Rights within the app's namespace: `rbac(allow(resources = ["pods"], verbs = ["get", "list"]))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Rbac {
    name: Option<ObjectName>,
    binding: Option<ObjectName>,
    labels: Labels,
    rules: Vec<PolicyRule>,
}

impl Rbac {
    /// No rights yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The name of the Role, and of its binding unless that has its own; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// The name of the binding; the Role's unless said.
    pub fn binding(&mut self, name: ObjectName) -> &mut Self {
        self.binding = Some(name);
        self
    }

    /// Labels of the Role and its binding, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.0.extend(labels.0);
        self
    }

    /// What is allowed; repeat it for several.
    pub fn allow(&mut self, allowed: Allow) -> &mut Self {
        self.rules.push(allowed.rule);
        self
    }

    /// What the Role and its binding are called, in the app of that name.
    pub(crate) fn names_in(&self, app: &str) -> (String, String) {
        let role = self.name.as_ref().map_or_else(|| app.to_owned(), ToString::to_string);
        let binding = self.binding.as_ref().map_or_else(|| role.clone(), ToString::to_string);
        (role, binding)
    }

    /// The Role of the app called so, and its binding to the account.
    pub(crate) fn objects(&self, app: &str, account: &str) -> (Role, RoleBinding) {
        let (name, binding) = self.names_in(app);
        let metadata = |name: &str| ObjectMeta {
            name: Some(name.to_owned()),
            labels: filled(&self.labels.0),
            ..ObjectMeta::default()
        };
        let role = Role { metadata: metadata(&name), rules: Some(self.rules.clone()) };
        let subject =
            Subject { kind: "ServiceAccount".to_owned(), name: account.to_owned(), ..Subject::default() };
        let binding = RoleBinding {
            metadata: metadata(&binding),
            role_ref: RoleRef {
                api_group: "rbac.authorization.k8s.io".to_owned().into(),
                kind: "Role".to_owned(),
                name,
            },
            subjects: Some(vec![subject]),
        };
        (role, binding)
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "allow").is_none() {
            return Err(Message::of(
                "say what is allowed: `rbac(allow(resources = [\"pods\"], verbs = [\"get\"]))`",
            ));
        }
        Ok(())
    }
}

group_forms!(Rbac: "`rbac(allow(resources = [\"pods\"], verbs = [\"get\", \"list\"]))`", check => Rbac::check);

/// One rule: `allow(resources = ["pods"], verbs = ["get", "list"])`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allow {
    rule: PolicyRule,
}

impl Default for Allow {
    fn default() -> Self {
        Self::new()
    }
}

impl Allow {
    /// Nothing yet, in the core group.
    #[must_use]
    pub fn new() -> Self {
        Self { rule: PolicyRule { api_groups: Some(vec![String::new()]), ..PolicyRule::default() } }
    }

    /// The groups of the resources, such as `["apps"]`; the core group unless said.
    pub fn groups(&mut self, groups: Words) -> &mut Self {
        self.rule.api_groups = Some(groups.into());
        self
    }

    /// The resources, such as `["pods", "pods/log"]`.
    pub fn resources(&mut self, resources: Words) -> &mut Self {
        self.rule.resources = Some(resources.into());
        self
    }

    /// Only the resources of these names.
    pub fn names(&mut self, names: Words) -> &mut Self {
        self.rule.resource_names = Some(names.into());
        self
    }

    /// What may be done with them: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`.
    pub fn verbs(&mut self, verbs: Words) -> &mut Self {
        self.rule.verbs = Vec::from(verbs);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "resources").is_none() || find(keys, "verbs").is_none() {
            return Err(Message::of(
                "a rule says what may be done with what: `allow(resources = [\"pods\"], verbs = [\"get\"])`",
            ));
        }
        Ok(())
    }
}

group_forms!(Allow: "`allow(resources = [\"pods\"], verbs = [\"get\", \"list\"])`", check => Allow::check, repeats);
