//! A recorded step as a request.

use serde_json::Value;

use crate::kinds::is_namespaced;

/// What was sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub verb: String,
    pub api_version: String,
    pub kind: String,
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub subresource: String,
    /// The query parameter `fieldManager`.
    pub manager_parameter: Option<String>,
    pub user_agent: String,
    pub force: Option<bool>,
    pub dry_run: bool,
    pub field_validation: Option<String>,
    pub body: Value,
}

impl Request {
    pub fn from_step(scenario: &Value, step: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let body = step["body"].clone();
        let verb = text(&step["verb"]).unwrap();
        let is_object = body.is_object() && ["create", "update", "apply"].contains(&verb.as_str());
        let of_body = |pointer: &str| body.pointer(pointer).filter(|_| is_object).and_then(text);
        let is_scale = step["subresource"] == "scale";
        let body_version = of_body("/apiVersion").filter(|_| !is_scale);
        let scenario_version = || text(&scenario["apiVersion"]).unwrap();
        let given_kind = text(&step["kind"]);
        let api_version = text(&step["urlApi"])
            .or_else(|| text(&step["apiVersion"]))
            .or(body_version)
            .unwrap_or_else(scenario_version);
        Self {
            api_version,
            kind: given_kind.unwrap_or_else(|| text(&scenario["kind"]).unwrap()),
            name: text(&step["urlName"])
                .or_else(|| text(&step["name"]))
                .or_else(|| of_body("/metadata/name")),
            namespace: text(&step["urlNamespace"]),
            subresource: text(&step["subresource"]).unwrap_or_default(),
            manager_parameter: text(&step["manager"]),
            user_agent: text(&step["userAgent"]).unwrap_or_else(|| "recorder".to_owned()),
            force: step["force"].as_bool(),
            dry_run: step["dryRun"] == true,
            field_validation: text(&step["fieldValidation"]),
            body,
            verb,
        }
    }

    /// The name of the object that the request is about.
    pub fn resolved_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| match self.kind.as_str() {
            "Namespace" => "own-demo-ns".to_owned(),
            kind if is_namespaced(kind) => "web".to_owned(),
            _ => "own-demo-web".to_owned(),
        })
    }

    /// Who is recorded as the writer.
    pub fn manager(&self) -> String {
        let given = self.manager_parameter.clone().filter(|manager| !manager.is_empty());
        given.unwrap_or_else(|| self.user_agent.split('/').next().unwrap_or_default().to_owned())
    }
}
