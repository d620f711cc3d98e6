//! What a Service selects by.

use k8s_openapi::api::core::v1::ServiceSpec;

use crate::k8s::selector::Labels;
use crate::k8s::{Object, OptionalField as _};

/// The labels that a Service selects by; none when it selects nothing by itself.
pub(crate) fn selector(object: &Object) -> Option<&Labels> {
    let Object::Service(service) = object else { return None };
    usable_selector(service.spec.get()?)
}

/// The same of a spec: the server ignores the selector of an `ExternalName`.
pub(crate) fn usable_selector(spec: &ServiceSpec) -> Option<&Labels> {
    let external = spec.type_.as_deref() == Some("ExternalName");
    spec.selector.as_ref().filter(|selector| !selector.is_empty() && !external)
}
