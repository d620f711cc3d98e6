//! N20: an Ingress whose certificate has another name.

use k8s_openapi::api::networking::v1::IngressTLS;

use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{CertificateRecord, Details, IngressRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// The Secret with the certificate of an Ingress is there under that name.
    ///
    /// An Ingress names a Secret of its own namespace with `tls.crt` and `tls.key`. Without it the controller
    /// serves a certificate of its own, and every browser warns of the page (article §8.4).
    ///
    /// The Secret may be made by hand or by a program. So this is only said when it is in another namespace,
    /// when another Secret with a certificate stands near that nothing uses, with a name like it, or when a
    /// `Certificate` for the same hosts is written to another Secret, which nothing uses.
    ///
    /// ```yaml bad
    /// apiVersion: cert-manager.io/v1
    /// kind: Certificate
    /// metadata: {name: shop}
    /// spec: {secretName: shop-tls, dnsNames: [shop.example], issuerRef: {name: ca}}
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata: {name: shop}
    /// spec:
    ///   tls: [{hosts: [shop.example], secretName: shop-cert}]
    ///   defaultBackend: {service: {name: shop, port: {number: 80}}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: cert-manager.io/v1
    /// kind: Certificate
    /// metadata: {name: shop}
    /// spec: {secretName: shop-tls, dnsNames: [shop.example], issuerRef: {name: ca}}
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata: {name: shop}
    /// spec:
    ///   tls: [{hosts: [shop.example], secretName: shop-tls}]
    ///   defaultBackend: {service: {name: shop, port: {number: 80}}}
    /// ```
    N20 certificate_leads_nowhere: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    if !set.has_kind("Secret") && !set.has_kind("Certificate") {
        return;
    }
    for member in set.of_kind("Ingress") {
        if let Details::Ingress(ingress) = &member.record.details {
            of_ingress(index, &member, ingress, violations);
        }
    }
}

fn of_ingress(index: &Index<'_>, member: &Member<'_>, ingress: &IngressRecord, violations: &mut Violations) {
    for (number, tls) in ingress.spec.tls.iter().flatten().enumerate() {
        let Some(name) = tls.secret_name.as_deref().filter(|name| !name.is_empty()) else { continue };
        let at = member.at();
        let list = at.fields(&["spec", "tls"]);
        let place = (member, &list.index(number).field("secretName").path());
        if index.references().is_there("Secret", name) {
            elsewhere(index, place, name, violations);
        } else if !ingress.makes_secrets {
            missing(index, place, (name, tls), violations);
        }
    }
}

type Place<'p> = (&'p Member<'p>, &'p Path);

/// The only Secret of that name is in another namespace.
fn elsewhere(index: &Index<'_>, (member, at): Place<'_>, name: &str, violations: &mut Violations) {
    let Some(found) = index.references().elsewhere(&index.set, "Secret", name, member) else { return };
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    violations
        .report(
            member,
            &PathBuilder::along(at),
            format!("the Secret `{name}` is in `{theirs}`, and an Ingress in `{own}` does not see it"),
        )
        .see_namespace_of(&found, "it is here")
        .help(format!("make one in `{own}`, or put both into one namespace"));
}

fn missing(
    index: &Index<'_>,
    (member, at): Place<'_>,
    (name, tls): (&str, &IngressTLS),
    violations: &mut Violations,
) {
    let Some((meant, what)) = meant_by(index, member, (name, tls)) else { return };
    let (field, seen) = match &meant.details {
        Details::Certificate(_) => (["spec", "secretName"], "the certificate is written to this one"),
        _ => (["metadata", "name"], "nothing uses this one"),
    };
    let message = format!("there is no Secret `{name}` here: browsers refuse the certificate that is served");
    violations
        .report(member, &PathBuilder::along(at), message)
        .see(&meant, &meant.at().fields(&field), seen)
        .help(format!("did you mean `{what}`?"));
}

/// The certificate or the Secret that an Ingress means, and the name of the Secret.
fn meant_by<'r>(
    index: &Index<'r>,
    member: &Member<'_>,
    (name, tls): (&str, &IngressTLS),
) -> Option<(Member<'r>, &'r str)> {
    if let Some((certificate, record)) = of_hosts(index, member, tls) {
        return Some((certificate, &record.secret));
    }
    let meant = index.references().meant(&index.set, "Secret", name, member).filter(has_certificate)?;
    Some((meant, &meant.record.name))
}

/// The certificate for one of the hosts, when nothing uses the Secret that it is written to.
fn of_hosts<'r>(
    index: &Index<'r>,
    member: &Member<'_>,
    tls: &IngressTLS,
) -> Option<(Member<'r>, &'r CertificateRecord)> {
    let certificates = index.set.of_kind("Certificate").filter_map(|one| match &one.record.details {
        Details::Certificate(record) => Some((one, &**record)),
        _ => None,
    });
    let mut fitting = certificates.filter(|(one, record)| {
        let for_host = tls.hosts.iter().flatten().any(|host| record.hosts.contains(host));
        for_host && index.set.belongs(member, one) && !index.references().names_issued(&record.secret)
    });
    fitting.next()
}

fn has_certificate(secret: &Member<'_>) -> bool {
    let Details::Secret(keys) = &secret.details else { return false };
    keys.contains("tls.crt")
}
