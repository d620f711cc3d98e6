//! How the server reaches a webhook: by a URL or by a Service.

use super::url;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::text;
use crate::validate::api_server::value::port;
use crate::validate::field_error::FieldErrors;

/// A webhook's Service.
pub(in crate::validate::api_server) struct Service<'a> {
    pub(in crate::validate::api_server) name: &'a str,
    pub(in crate::validate::api_server) namespace: &'a str,
    pub(in crate::validate::api_server) path: Option<&'a str>,
    pub(in crate::validate::api_server) port: Option<i32>,
}

/// Declares the view on a reference to a Service; each API group has a type of its own for it.
macro_rules! view {
    ($kind:path) => {
        impl<'a> From<&'a $kind> for Service<'a> {
            fn from(service: &'a $kind) -> Self {
                let (name, namespace) = (service.name.as_str(), service.namespace.as_str());
                Self { name, namespace, path: service.path.as_deref(), port: service.port }
            }
        }
    };
}

view!(k8s_openapi::api::admissionregistration::v1::ServiceReference);
view!(k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::ServiceReference);

/// Checks how a webhook is reached; `at` is the `clientConfig`.
pub(in crate::validate::api_server) fn check(
    url: Option<&str>,
    service: Option<&Service<'_>>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match (url, service) {
        (Some(url), None) => url::check(url, &at.field("url"), errors),
        (None, Some(service)) => check_service(service, &at.field("service"), errors),
        _ => {
            errors.required(at, "a webhook needs a `url` or a `service`, and not both");
        }
    }
}

fn check_service(service: &Service<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // The server takes the two for one another when it reports them.
    for (field, value, other) in
        [("name", service.name, "namespace"), ("namespace", service.namespace, "name")]
    {
        if value.is_empty() {
            let message = format!("a service needs its `{field}`");
            errors.required(&at.field(other), message).standing_at(&at.field(field));
        }
    }
    if let Some(number) = service.port {
        port(number, &at.field("port"), errors);
    }
    if let Some(path) = service.path.filter(|path| !["", "/"].contains(path)) {
        check_path(path, &at.field("path"), errors);
    }
}

fn check_path(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if path == "//" {
        errors.invalid(at, EMPTY_SEGMENT);
        return;
    }
    if !path.starts_with('/') {
        errors.invalid(at, format!("path `{path}` does not begin with `/`"));
    }
    // The server drops the first character, whatever it is.
    let rest = path.char_indices().nth(1).map_or("", |(start, _)| &path[start..]);
    for segment in rest.strip_suffix('/').unwrap_or(rest).split('/') {
        check_segment(segment, at, errors);
    }
}

const EMPTY_SEGMENT: &str = "a segment of the path is empty";

fn check_segment(segment: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if segment.is_empty() {
        errors.invalid(at, EMPTY_SEGMENT);
    } else {
        text(check_dns_name(segment, "a segment of the path"), at, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_segments() {
        for (path, errors) in
            [("", 0), ("/", 0), ("/a/b.c/", 0), ("//", 1), ("/a//b", 1), ("ab", 1), ("/A", 1), ("/a_b/c", 1)]
        {
            let service = Service { name: "a", namespace: "b", path: Some(path), port: None };
            let mut found = FieldErrors::default();
            check(None, Some(&service), &PathBuilder::root(), &mut found);
            assert_eq!(found.into_vec().len(), errors, "{path}");
        }
    }
}
