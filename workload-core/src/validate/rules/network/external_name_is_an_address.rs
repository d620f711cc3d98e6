//! N15: a name that is an address.

use std::net::IpAddr;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;
use k8s_openapi::api::core::v1::ServiceSpec;

rule! {
    /// The `externalName` of a Service is a name.
    ///
    /// The cluster's DNS answers with an alias (CNAME) to it. An address of four numbers passes for a name at
    /// the server, and then resolves to nothing (article §8.4).
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: db}
    /// spec: {type: ExternalName, externalName: 10.0.0.5}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: db}
    /// spec: {type: ExternalName, externalName: db.example.com}
    /// ```
    N15 external_name_is_an_address: Warning, ["8.4"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Object::Service(service) = subject.object else { return };
    let spec: Option<&ServiceSpec> = service.spec.get();
    let Some(name) = spec.and_then(|spec| spec.external_name.as_deref()) else { return };
    if name.parse::<IpAddr>().is_err() {
        return;
    }
    let message = format!("`{name}` is an address: DNS takes it for a name and finds nothing");
    violations.report(subject, &subject.at().fields(&["spec", "externalName"]), message).help(
        "leave out `type` and `externalName`, and list the address in an EndpointSlice for the Service",
    );
}
