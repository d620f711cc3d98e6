//! Faults on demand: what a test wants to go wrong.

use std::time::Duration;

use crate::cluster::status::Status;

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// 409 `Conflict`: somebody else has changed the object.
    Conflict,
    /// 410 `Expired`: the resource version is too old.
    Expired,
    /// 429 `TooManyRequests`, to be tried again after a second.
    TooManyRequests,
    /// 500 `InternalError`.
    InternalError,
    /// 503 `ServiceUnavailable`, as of an aggregated API server that is down.
    Unavailable,
    /// 404 without a `Status`, as of a kind that is not served yet.
    NotServed,
    /// 403 of an admission webhook: `admission webhook "policy.example.com" denied the request: you cannot run
    /// as root`.
    DeniedByWebhook,
    /// 400 of an admission webhook that takes no dry runs.
    NoDryRun,
    /// 500 of an admission webhook whose Service has no Pods: `failed calling webhook "policy.example.com"`.
    WebhookDown,
    /// 403 of a Pod in a namespace whose account `default` is not there yet.
    NoAccount,
    /// 403 of whatever a quota counts that has not been counted yet.
    UncountedQuota,
    /// The connection is cut before the request is looked at.
    Cut,
    /// The request is answered, and the connection is cut before the answer arrives.
    CutAfter,
    /// The answer takes this long.
    Slow(Duration),
}

/// A fault, and the requests that it befalls: each that fits all that is said, so many times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    method: Option<String>,
    path: Option<String>,
    skip: usize,
    times: usize,
}

impl Fault {
    /// A fault of the next request.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, method: None, path: None, skip: 0, times: 1 }
    }

    /// Only requests of this method, such as `PATCH`.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only requests whose path and query hold this text, such as `/deployments/web` or `watch=true`.
    #[must_use]
    pub fn path(mut self, part: &str) -> Self {
        self.path = Some(part.to_owned());
        self
    }

    /// Lets so many requests pass first.
    #[must_use]
    pub fn after(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    /// Befalls so many requests instead of one.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    fn fits(&self, method: &str, target: &str) -> bool {
        self.times > 0
            && self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|part| target.contains(part))
    }
}

/// The faults that are waiting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// What befalls a request.
    pub(crate) fn take(&mut self, method: &str, target: &str) -> Option<FaultKind> {
        let mut found = None;
        for fault in self.0.iter_mut().filter(|fault| fault.fits(method, target)) {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if found.is_none() {
                fault.times -= 1;
                found = Some(fault.kind);
            }
        }
        self.0.retain(|fault| fault.times > 0);
        found
    }
}

/// The refusal that a fault is, if it is one.
pub(crate) fn refusal(kind: FaultKind) -> Option<Status> {
    match kind {
        FaultKind::Conflict => Some(Status::conflict(
            "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again",
        )),
        FaultKind::Expired => Some(Status::expired("The provided resource version is too old")),
        FaultKind::TooManyRequests => {
            let message = "the server has received too many requests and has asked us to try again later";
            Some(Status { retry_after: Some(1), ..Status::new(429, "TooManyRequests", message) })
        }
        FaultKind::InternalError => {
            Some(Status::new(500, "InternalError", "Internal error occurred: a fault on demand"))
        }
        FaultKind::Unavailable => {
            let message = "the server is currently unable to handle the request";
            Some(Status::new(503, "ServiceUnavailable", message))
        }
        FaultKind::DeniedByWebhook => {
            let message =
                "admission webhook \"policy.example.com\" denied the request: you cannot run as root";
            Some(Status::new(403, "Forbidden", message))
        }
        FaultKind::NoDryRun => {
            Some(Status::bad_request("admission webhook \"policy.example.com\" does not support dry run"))
        }
        FaultKind::WebhookDown => {
            let message = "Internal error occurred: failed calling webhook \"policy.example.com\": failed to call webhook: Post \"https://policy.default.svc:443/?timeout=10s\": no endpoints available for service \"policy\"";
            Some(Status::new(500, "InternalError", message))
        }
        FaultKind::NoAccount => {
            let message = "pods \"bare\" is forbidden: error looking up service account default/default: serviceaccount \"default\" not found";
            Some(Status::new(403, "Forbidden", message))
        }
        FaultKind::UncountedQuota => {
            let message = "services \"web\" is forbidden: status unknown for quota: few, resources: services";
            Some(Status::new(403, "Forbidden", message))
        }
        FaultKind::NotServed | FaultKind::Cut | FaultKind::CutAfter | FaultKind::Slow(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_befalls_the_requests_that_fit_so_many_times() {
        let mut faults = Faults::default();
        faults.add(Fault::new(FaultKind::Conflict).method("PATCH").path("/pods/").after(1).times(2));
        let mut ask = |method: &str, path: &str| faults.take(method, path).is_some();
        assert!(!ask("GET", "/api/v1/namespaces/a/pods/x"));
        assert!(!ask("PATCH", "/api/v1/namespaces/a/pods/x"));
        assert!(ask("PATCH", "/api/v1/namespaces/a/pods/x"));
        assert!(ask("PATCH", "/api/v1/namespaces/a/pods/x"));
        assert!(!ask("PATCH", "/api/v1/namespaces/a/pods/x"));
    }
}
