//! A request to the API server that writes one object.

use serde_json::Value;

/// What a request does to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// Reads it.
    Get,
    /// Creates it: a POST to the collection.
    Create,
    /// Replaces it: a PUT.
    Update,
    /// Server-side apply.
    Apply,
    /// A PATCH with a JSON merge patch.
    MergePatch,
    /// A PATCH with a strategic merge patch.
    StrategicPatch,
    /// A PATCH with a JSON patch.
    JsonPatch,
    /// Deletes it; the body holds the `DeleteOptions`.
    Delete,
}

impl Verb {
    /// Whether it is a PATCH that is no apply.
    pub(crate) fn is_patch(self) -> bool {
        matches!(self, Self::MergePatch | Self::StrategicPatch | Self::JsonPatch)
    }
}

/// A request about one object.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it does.
    pub verb: Verb,
    /// The group and version in the address, as objects write them: `apps/v1`.
    pub api_version: String,
    /// The kind of the resource in the address.
    pub kind: String,
    /// The name in the address; a creation has none.
    pub name: String,
    /// The namespace in the address; empty for kinds that are in none.
    pub namespace: String,
    /// The subresource, such as `status`; empty for the object itself.
    pub subresource: String,
    /// The query parameter `fieldManager`.
    pub field_manager: Option<String>,
    /// The header `User-Agent`, which names the manager where the parameter does not.
    pub user_agent: String,
    /// The query parameter `force`.
    pub force: Option<bool>,
    /// Whether nothing is stored.
    pub dry_run: bool,
    /// The query parameter `fieldValidation`.
    pub field_validation: Option<String>,
    /// What was sent: an object, a patch, options; a text is decoded as YAML.
    pub body: Value,
}

impl Request {
    /// A request without options.
    pub fn new(verb: Verb, api_version: &str, kind: &str) -> Self {
        Self {
            verb,
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            name: String::new(),
            namespace: String::new(),
            subresource: String::new(),
            field_manager: None,
            user_agent: String::new(),
            force: None,
            dry_run: false,
            field_validation: None,
            body: Value::Null,
        }
    }

    /// Who is recorded as the writer.
    pub(crate) fn manager(&self) -> String {
        let given = self.field_manager.clone().filter(|manager| !manager.is_empty());
        given.unwrap_or_else(|| self.user_agent.split('/').next().unwrap_or_default().to_owned())
    }
}

/// A success.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status code.
    pub code: u16,
    /// The object after the request; null when it is gone.
    pub object: Value,
    /// Whether anything was stored.
    pub changed: bool,
    /// What the client is warned of.
    pub warnings: Vec<String>,
}

impl Reply {
    /// The answer to a read.
    pub(crate) fn read(object: Value) -> Self {
        Self::new(200, object, false)
    }

    /// An answer without warnings.
    pub(crate) fn new(code: u16, object: Value, changed: bool) -> Self {
        Self { code, object, changed, warnings: Vec::new() }
    }
}
