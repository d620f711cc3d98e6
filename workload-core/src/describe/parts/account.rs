//! The account that an app's Pods run as.

use k8s_openapi::api::core::v1::ServiceAccount as Raw;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::{Annotations, Labels};
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{FieldName, ToPart, group_forms};
use crate::k8s::values::ObjectName;

/// An account: `service_account = "api"`, or one that the app brings: `service_account(create)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ServiceAccount {
    name: Option<ObjectName>,
    create: bool,
    annotations: Option<Annotations>,
    labels: Option<Labels>,
}

impl ServiceAccount {
    /// The app's own name, of an account that exists.
    #[must_use]
    pub const fn new() -> Self {
        Self { name: None, create: false, annotations: None, labels: None }
    }

    /// The account called `name`, which exists.
    #[must_use]
    pub const fn existing(name: ObjectName) -> Self {
        Self { name: Some(name), create: false, annotations: None, labels: None }
    }

    #[track_caller]
    const fn literal(name: &'static str) -> Self {
        Self::existing(ObjectName::new(name))
    }

    /// The account's name; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// Makes the account with the app.
    pub fn create(&mut self, on: bool) -> &mut Self {
        self.create = on;
        self
    }

    /// Annotations of the account, such as the cloud's role behind it; this makes it with the app.
    pub fn annotations(&mut self, annotations: Annotations) -> &mut Self {
        self.annotations = Some(annotations);
        self.create = true;
        self
    }

    /// Labels of the account, besides those of the app; this makes it with the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels = Some(labels);
        self.create = true;
        self
    }

    /// What the Pods call it, in the app of that name.
    pub(crate) fn name_in(&self, app: &str) -> String {
        self.name.as_ref().map_or_else(|| app.to_owned(), ToString::to_string)
    }

    /// The account, if the app brings it.
    pub(crate) fn object(&self, app: &str) -> Option<Raw> {
        let annotations = self.annotations.as_ref().map(|annotations| annotations.0.clone());
        let labels = self.labels.as_ref().map(|labels| labels.0.clone());
        let metadata =
            ObjectMeta { name: Some(self.name_in(app)), annotations, labels, ..ObjectMeta::default() };
        self.create.then(|| Raw { metadata, ..Raw::default() })
    }
}

group_forms!(ServiceAccount: "the name of an account in quotes, or `service_account(create)`",
    text => ServiceAccount::literal);

#[diagnostic::do_not_recommend]
impl ToPart<ServiceAccount> for ObjectName {
    fn to_part(&self, _: &FieldName) -> Option<ServiceAccount> {
        Some(ServiceAccount::existing(self.clone()))
    }
}
