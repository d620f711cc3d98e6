//! `CertificateSigningRequest`s: what was requested stays, whatever an update says.
//!
//! Source: `PrepareForUpdate` in `pkg/registry/certificates/certificates` of Kubernetes.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, ignored};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "certificates.k8s.io",
    kind: "CertificateSigningRequest",
    fields: &[("spec", kept)],
    ..other::RULES
};

/// The server puts the old spec in the place of the new one and says nothing.
fn kept(diff: &ObjectDiff, _: &Difference) -> Verdict {
    ignored("the request is deleted and made again", "the server takes the update and keeps the old request")
        .why("A signer signs what was approved; another request needs another approval.")
        .commands([diff.kubectl().delete(), super::super::commands::Kubectl::apply()])
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::the;

    #[test]
    fn a_changed_request_is_ignored() {
        let request =
            "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: a},
            spec: {request: LS0t, signerName: a.io/b, usages: [client auth]}}";
        let change = the(request, "client auth", "server auth");
        assert!(!change.is_forbidden());
        assert!(change.note.message.contains("keeps the old request"), "{change:?}");
        assert_eq!(change.note.commands[0], "kubectl delete certificatesigningrequest a");
    }
}
