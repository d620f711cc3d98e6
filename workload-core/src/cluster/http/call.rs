//! A call over HTTP, read.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderName, Method, header};
use serde_json::Value;

use crate::cluster::http::accept::Accept;
use crate::cluster::http::address::ObjectAddress;
use crate::cluster::http::protobuf;
use crate::cluster::http::query::Query;
use crate::cluster::registry::Served;
use crate::cluster::request::{Request, Verb};
use crate::cluster::selectors::{Selectors, is_selectable};
use crate::cluster::status::Status;

/// The media types of patches.
const PATCHES: &[(&str, Verb)] = &[
    ("application/apply-patch+yaml", Verb::Apply),
    ("application/json-patch+json", Verb::JsonPatch),
    ("application/merge-patch+json", Verb::MergePatch),
    ("application/strategic-merge-patch+json", Verb::StrategicPatch),
];

/// A call: its method, parameters and body.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) query: Query,
    pub(crate) accept: Accept,
    content_type: String,
    user_agent: String,
    body: Bytes,
}

impl Call {
    /// Reads a request.
    pub(crate) fn new(parts: &Parts, body: Bytes) -> Self {
        let header = |name: HeaderName| {
            let value = parts.headers.get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let content_type = header(header::CONTENT_TYPE);
        Self {
            method: parts.method.clone(),
            query: Query::parse(parts.uri.query()),
            accept: Accept::parse(&header(header::ACCEPT)),
            content_type: content_type.split(';').next().unwrap_or_default().trim().to_owned(),
            user_agent: header(header::USER_AGENT),
            body,
        }
    }

    /// Which objects of a collection are meant.
    pub(crate) fn selectors(&self, served: &Served) -> Result<Selectors, Status> {
        let selectable: Vec<String> = served.kind.selectable_fields(&served.resource.api_version());
        let is_field = |path: &str| is_selectable(&served.resource.kind, path, &selectable);
        Selectors::parse(self.query.get("labelSelector"), self.query.get("fieldSelector"), is_field)
    }

    /// The request about one object that the call makes.
    pub(crate) fn request(&self, address: &ObjectAddress, served: &Served) -> Result<Request, Status> {
        let mut request = Request::new(self.verb()?, &served.resource.api_version(), &served.resource.kind);
        request.name.clone_from(&address.name);
        request.namespace.clone_from(&address.namespace);
        request.subresource.clone_from(&address.subresource);
        request.field_manager = self.query.raw("fieldManager").map(str::to_owned);
        request.user_agent.clone_from(&self.user_agent);
        request.force = self.query.get("force").map(|_| self.query.is_true("force"));
        request.dry_run = self.dry_run()?;
        request.field_validation = self.query.get("fieldValidation").map(str::to_owned);
        request.body = self.body()?;
        if request.verb == Verb::Delete {
            self.delete_options(&mut request);
        }
        Ok(request)
    }

    fn verb(&self) -> Result<Verb, Status> {
        match self.method {
            Method::GET => Ok(Verb::Get),
            Method::POST => Ok(Verb::Create),
            Method::PUT => Ok(Verb::Update),
            Method::DELETE => Ok(Verb::Delete),
            Method::PATCH => self.patch_verb(),
            _ => Err(Status::new(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
            )),
        }
    }

    fn patch_verb(&self) -> Result<Verb, Status> {
        let known = PATCHES.iter().find(|(name, _)| *name == self.content_type);
        known.map(|(_, verb)| *verb).ok_or_else(|| {
            let names: Vec<_> = PATCHES.iter().map(|(name, _)| *name).collect();
            unknown_format(&names.join(", "))
        })
    }

    /// Whether nothing is stored.
    fn dry_run(&self) -> Result<bool, Status> {
        match self.query.get("dryRun") {
            None => Ok(false),
            Some("All") => Ok(true),
            Some(_) => Err(Status::bad_request("invalid query parameter dryRun, expected `All`")),
        }
    }

    /// The body as JSON; as a text where it is YAML.
    pub(crate) fn body(&self) -> Result<Value, Status> {
        if self.body.is_empty() {
            return Ok(Value::Null);
        }
        let refused = || unknown_format("application/json, application/yaml");
        if self.content_type.contains("protobuf") {
            return protobuf::decode(&self.body).ok_or_else(refused);
        }
        if self.content_type.contains("cbor") {
            return Err(refused());
        }
        let text = String::from_utf8_lossy(&self.body);
        if self.content_type.contains("yaml") {
            return Ok(Value::String(text.into_owned()));
        }
        serde_json::from_str(&text)
            .map_err(|error| Status::bad_request(format!("error decoding JSON: {error}")))
    }

    /// The options of a deletion come in the body or in the query.
    fn delete_options(&self, request: &mut Request) {
        if !request.body.is_object() {
            request.body = serde_json::json!({});
        }
        if let Some(policy) = self.query.get("propagationPolicy") {
            request.body["propagationPolicy"] = policy.into();
        }
        if let Some(seconds) = self.query.number("gracePeriodSeconds") {
            request.body["gracePeriodSeconds"] = seconds.into();
        }
        request.dry_run |= request.body["dryRun"].as_array().is_some_and(|modes| !modes.is_empty());
    }
}

fn unknown_format(accepted: &str) -> Status {
    let message = format!(
        "the body of the request was in an unknown format - accepted media types include: {accepted}"
    );
    Status::new(415, "UnsupportedMediaType", message)
}
