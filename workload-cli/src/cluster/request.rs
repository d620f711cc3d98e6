//! A request to the API server, and its answer.

use std::fmt::Write as _;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use http::{Method, StatusCode, Uri};
use serde_json::Value;

use super::failure::Failure;

/// What the answer is asked for as.
const JSON: &str = "application/json";

/// What the metadata of objects alone is asked for as.
const METADATA: &str = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    content_type: &'static str,
    accept: &'static str,
    body: Option<Value>,
}

/// A successful answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Whether an object was created.
    pub(crate) is_created: bool,
    /// What was answered.
    pub(crate) body: Value,
    /// What the API server warns of.
    pub(crate) warnings: Vec<String>,
}

impl Request {
    fn new(method: Method, path: impl Into<String>, content_type: &'static str, body: Option<Value>) -> Self {
        Self { method, path: path.into(), query: Vec::new(), content_type, accept: JSON, body }
    }

    /// Reads an object or a list.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path, JSON, None)
    }

    /// Creates an object in a collection.
    pub(crate) fn create(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::POST, path, JSON, Some(body))
    }

    /// Applies a configuration on the server's side.
    pub(crate) fn apply(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::PATCH, path, "application/apply-patch+yaml", Some(body))
    }

    /// Patches an object by a JSON patch.
    pub(crate) fn json_patch(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::PATCH, path, "application/json-patch+json", Some(body))
    }

    /// Patches an object by a merge patch.
    pub(crate) fn merge_patch(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::PATCH, path, "application/merge-patch+json", Some(body))
    }

    /// Deletes an object, with `DeleteOptions`.
    pub(crate) fn delete(path: impl Into<String>, options: Value) -> Self {
        Self::new(Method::DELETE, path, JSON, Some(options))
    }

    /// The same request with a parameter.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// The same request, answered with the metadata of objects alone.
    pub(crate) fn metadata_only(mut self) -> Self {
        self.accept = METADATA;
        self
    }

    /// The same request, after which nothing is stored.
    pub(crate) fn dry_run(self) -> Self {
        self.with("dryRun", "All")
    }

    /// The request as the client sends it.
    pub(crate) fn to_http(&self) -> Result<http::Request<kube::client::Body>, Failure> {
        let broken = |error: String| Failure::Broken(format!("{}: {error}", self.path));
        let target = self.target().parse::<Uri>().map_err(|error| broken(error.to_string()))?;
        let body = self.body.as_ref().map(Value::to_string).unwrap_or_default();
        http::Request::builder()
            .method(self.method.clone())
            .uri(target)
            .header(ACCEPT, self.accept)
            .header(CONTENT_TYPE, self.content_type)
            .body(body.into_bytes().into())
            .map_err(|error| broken(error.to_string()))
    }

    /// The path with its query.
    fn target(&self) -> String {
        let mut target = self.path.clone();
        for (number, (name, value)) in self.query.iter().enumerate() {
            target.push(if number == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.push_str(&escaped(value));
        }
        target
    }
}

impl Answer {
    /// An answer with the warnings of its headers: `299 - "text"`.
    pub(crate) fn new(status: StatusCode, body: Value, headers: &HeaderMap) -> Self {
        let values = headers.get_all("warning").iter().filter_map(|value| value.to_str().ok());
        let text = |value: &str| {
            let quoted = value.splitn(3, ' ').nth(2)?.trim_matches('"');
            Some(quoted.replace("\\\"", "\"").replace("\\\\", "\\"))
        };
        let is_created = status == StatusCode::CREATED;
        Self { is_created, body, warnings: values.filter_map(text).collect() }
    }
}

/// The seconds after which a request may be sent again, where the API server names them.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<u64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()
}

/// A part of an address with everything escaped that is not a letter, a digit or one of `-._~`.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parameters_are_escaped() {
        let request = Request::apply("/api/v1/namespaces/a/pods/b", json!({})).with("fieldManager", "a b&c");
        let sent = request.dry_run().to_http().unwrap();
        assert_eq!(sent.uri(), "/api/v1/namespaces/a/pods/b?fieldManager=a%20b%26c&dryRun=All");
        assert_eq!(sent.headers()[CONTENT_TYPE], "application/apply-patch+yaml");
    }

    #[test]
    fn warnings_are_read_from_the_headers() {
        let mut headers = HeaderMap::new();
        headers.append("warning", r#"299 - "spec.x: \"a\" is deprecated""#.parse().unwrap());
        assert_eq!(
            Answer::new(StatusCode::OK, Value::Null, &headers).warnings,
            [r#"spec.x: "a" is deprecated"#]
        );
    }
}
