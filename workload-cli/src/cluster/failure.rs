//! Why a request failed, in words.

use std::error::Error;
use std::fmt;

use serde::Deserialize;

use crate::error::CliError;

/// Why a request failed.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The API server refuses it.
    Refused(Box<Refusal>),
    /// The API server cannot be reached, or the connection was cut.
    Unreachable(String),
    /// The request or the answer makes no sense.
    Broken(String),
}

/// The `Status` of a refusal.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Refusal {
    /// The HTTP status code.
    pub(crate) code: u16,
    /// Such as `Conflict`; empty where the API server gives none.
    pub(crate) reason: String,
    /// The API server's sentence.
    pub(crate) message: String,
    /// After how many seconds the request may be sent again.
    #[serde(skip)]
    pub(super) retry_after: Option<u64>,
    details: Details,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Details {
    causes: Vec<Cause>,
}

/// One cause of a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Cause {
    /// Such as `FieldManagerConflict` or `FieldValueInvalid`.
    pub(crate) reason: String,
    /// What is wrong.
    pub(crate) message: String,
    /// The field.
    pub(crate) field: String,
}

impl Refusal {
    /// The causes.
    pub(crate) fn causes(&self) -> &[Cause] {
        &self.details.causes
    }

    /// Whether the user may not do this. Webhooks and admission refuse by 403 as well, and name no user.
    pub(crate) fn is_missing_right(&self) -> bool {
        self.code == 403
            && self.message.contains("is forbidden: User \"")
            && self.message.contains("\" cannot ")
    }

    /// Whether what the request needs is about to be there: the account of a new namespace, or the first count of a
    /// new quota. Nothing was done.
    pub(super) fn is_of_a_moment(&self) -> bool {
        let says = |text: &str| self.message.contains(text);
        let is_account = says("error looking up service account ")
            && self.message.ends_with(": serviceaccount \"default\" not found");
        self.code == 403 && (is_account || says("is forbidden: status unknown for quota: "))
    }

    /// Whether an admission webhook takes no dry runs, which says nothing of the request itself.
    pub(crate) fn is_without_dry_run(&self) -> bool {
        self.code == 400 && self.message.ends_with("does not support dry run")
    }

    /// Whether nothing is served at the address, not even a kind: definitions are served a moment after they
    /// are established.
    pub(crate) fn is_not_served(&self) -> bool {
        self.code == 404 && self.reason.is_empty()
    }
}

impl Failure {
    /// The failure that an answer with an error status is.
    pub(crate) fn from_answer(code: u16, body: &[u8]) -> Self {
        let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
        let message = if refusal.message.is_empty() {
            String::from_utf8_lossy(body).trim().to_owned()
        } else {
            refusal.message.clone()
        };
        Self::Refused(Box::new(Refusal { code, message, ..refusal }))
    }

    /// The same, with the seconds after which the request may be sent again.
    pub(super) fn after(self, seconds: Option<u64>) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(Box::new(Refusal { retry_after: seconds, ..*refusal })),
            other => other,
        }
    }

    /// The failure that an error of the client is.
    pub(crate) fn from_kube(server: &str, error: &kube::Error) -> Self {
        if let kube::Error::Api(status) = error {
            let body = serde_json::to_vec(status).unwrap_or_default();
            return Self::from_answer(status.code, &body);
        }
        if matches!(
            error,
            kube::Error::SerdeError(_) | kube::Error::HttpError(_) | kube::Error::BuildRequest(_)
        ) {
            return Self::Broken(format!("{server}: {error}"));
        }
        Self::Unreachable(format!("cannot reach {server}: {}", innermost(error)))
    }

    /// The refusal, if it is one.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the API server refuses it with this code.
    pub(crate) fn is(&self, code: u16) -> bool {
        self.refusal().is_some_and(|refusal| refusal.code == code)
    }

    /// The error of a command that cannot go on, doing `what`: "read Deployment web".
    pub(crate) fn to_error(&self, what: &str) -> CliError {
        let error = CliError::new(format!("cannot {what}: {self}"));
        match self {
            Self::Unreachable(why) => error.help(way_out(why)),
            Self::Refused(refusal) if refusal.code == 401 => {
                error.help("the credentials of the kubeconfig are not accepted: log in again")
            }
            Self::Refused(refusal) if refusal.code == 403 => error.help(
                "ask for the right to do this, or choose other credentials with --context; `kubectl auth whoami` says who you are",
            ),
            _ => error,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) if refusal.code == 401 => {
                f.write_str("the API server does not know who asks (401)")
            }
            Self::Refused(refusal) if refusal.message.is_empty() => {
                write!(f, "the API server answers {}", refusal.code)
            }
            Self::Refused(refusal) => f.write_str(&refusal.message),
            Self::Unreachable(why) | Self::Broken(why) => f.write_str(why),
        }
    }
}

/// What to do about an API server that cannot be reached.
fn way_out(why: &str) -> &'static str {
    let says = |text: &str| why.contains(text);
    if says("UnknownIssuer") || says("BadSignature") {
        "give the authority that signed the API server's certificate: `certificate-authority` of the kubeconfig's cluster"
    } else if says("not valid for name") {
        "give the name that the API server's certificate has: `tls-server-name` of the kubeconfig's cluster"
    } else if says("certificate expired") {
        "renew the API server's certificate, and check the clock of this machine"
    } else if says("fatal alert: Certificate") || says("fatal alert: BadCertificate") {
        "give a client certificate that the API server accepts: `client-certificate` of the kubeconfig's user"
    } else {
        "check that the cluster is up and the address right: `kubectl cluster-info`; another context is chosen with --context"
    }
}

/// What lies behind an error, which is what the operating system said.
fn innermost(error: &dyn Error) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_with_its_causes() {
        let body = br#"{"kind":"Status","code":409,"reason":"Conflict","message":"Apply failed","details":{"causes":[{"reason":"FieldManagerConflict","field":".spec.replicas","message":"conflict with \"kubectl\""}]}}"#;
        let failure = Failure::from_answer(409, body);
        assert!(failure.is(409));
        assert_eq!(failure.refusal().unwrap().causes()[0].field, ".spec.replicas");
        assert_eq!(
            failure.to_error("apply Deployment web").to_string(),
            "cannot apply Deployment web: Apply failed"
        );
    }

    #[test]
    fn a_missing_right_is_told_from_a_webhook_that_refuses() {
        let refusal = |code: u16, reason: &str, message: &str| {
            let body = serde_json::json!({"code": code, "reason": reason, "message": message}).to_string();
            Failure::from_answer(code, body.as_bytes()).refusal().unwrap().clone()
        };
        let right = "deployments.apps \"web\" is forbidden: User \"jane\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"shop\"";
        assert!(refusal(403, "Forbidden", right).is_missing_right());
        let webhook = "admission webhook \"policy.example.com\" denied the request: you cannot run as root";
        assert!(!refusal(403, "Forbidden", webhook).is_missing_right());
        let quota = "pods \"web\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2";
        assert!(!refusal(403, "Forbidden", quota).is_missing_right());
        let dry_run = "admission webhook \"policy.example.com\" does not support dry run";
        assert!(refusal(400, "BadRequest", dry_run).is_without_dry_run());
        assert!(refusal(404, "", "").is_not_served());
        let account = |name: &str| {
            format!(
                "pods \"web\" is forbidden: error looking up service account shop/{name}: serviceaccount \"{name}\" not found"
            )
        };
        assert!(refusal(403, "Forbidden", &account("default")).is_of_a_moment());
        assert!(!refusal(403, "Forbidden", &account("robot")).is_of_a_moment());
        let uncounted = "services \"web\" is forbidden: status unknown for quota: few, resources: services";
        assert!(refusal(403, "Forbidden", uncounted).is_of_a_moment());
        assert!(!refusal(403, "Forbidden", quota).is_of_a_moment());
        assert!(!refusal(404, "NotFound", "namespaces \"shop\" not found").is_not_served());
    }

    #[test]
    fn an_answer_without_status_is_shown_as_it_is() {
        assert_eq!(Failure::from_answer(502, b"bad gateway\n").to_string(), "bad gateway");
        assert_eq!(Failure::from_answer(502, b"").to_string(), "the API server answers 502");
    }
}
