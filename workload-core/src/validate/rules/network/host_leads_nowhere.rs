//! N18: the host name of a Service that is elsewhere, or called otherwise.

use std::cell::OnceCell;
use std::collections::HashSet;

use foldhash::fast::RandomState;

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::references::are_alike;
use crate::validate::rules::facts::service_hosts::ServiceHost;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{HostMention, ServiceRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// The Service that a program is told to reach is there, under that name.
    ///
    /// A short name such as `redis` is that of a Service in the Pod's own namespace. One in another namespace
    /// is `redis.cache`, or `redis.cache.svc.cluster.local` in full; any other name is answered with "no
    /// such host" (article §8.4).
    ///
    /// Looked for in commands, arguments, variables and ConfigMaps. It is only said where the Service that is
    /// meant stands in the same file or folder: in another namespace, or under a name like it, with that
    /// port, and nothing else uses it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis, namespace: cache}
    /// spec: {selector: {app: redis}, ports: [{port: 6379}]}
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop, namespace: shop}
    /// data: {REDIS_URL: "redis://redis:6379"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: redis, namespace: cache}
    /// spec: {selector: {app: redis}, ports: [{port: 6379}]}
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop, namespace: shop}
    /// data: {REDIS_URL: "redis://redis.cache:6379"}
    /// ```
    N18 host_leads_nowhere: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("Service") {
        return;
    }
    let mentioned = OnceCell::new();
    for member in index.set.members() {
        let mentions = member.record.mentions.as_ref().map_or(&[][..], |mentions| &mentions.hosts);
        for mention in mentions {
            look_at(index, (&member, mention), &mentioned, violations);
        }
    }
}

fn look_at<'r>(
    index: &Index<'r>,
    (member, mention): (&Member<'r>, &HostMention),
    mentioned: &OnceCell<HashSet<&'r str, RandomState>>,
    violations: &mut Violations,
) {
    let host = mention.host();
    let mut named = index.references().named(&index.set, "Service", host.service());
    match named.next() {
        Some(first) => elsewhere(index, (member, mention), (&first, named.next()), violations),
        None if may_be_misspelt(index, member, &host) => {
            misspelt(index, (member, mention), mentioned.get_or_init(|| all_hosts(index)), violations);
        }
        None => {}
    }
}

/// The names of all Services that texts mention.
fn all_hosts<'r>(index: &Index<'r>) -> HashSet<&'r str, RandomState> {
    let mentions = index.set.members().filter_map(|member| member.record.mentions.as_ref());
    mentions.flat_map(|mentions| &mentions.hosts).map(|mention| mention.host().service()).collect()
}

/// The Service of that name is in another namespace.
fn elsewhere(
    index: &Index<'_>,
    (member, mention): (&Member<'_>, &HostMention),
    (first, next): (&Member<'_>, Option<Member<'_>>),
    violations: &mut Violations,
) {
    let (Some(own), Some(theirs)) = (member.namespace.as_deref(), first.namespace.as_deref()) else { return };
    let (host, is_alone) = (mention.host(), next.is_none());
    if !is_alone || !is_meant_elsewhere(index, (member, &host), first, [own, theirs]) {
        return;
    }
    let message = match host.namespace() {
        Some(_) => format!("`{}` does not resolve: the Service `{}` is in `{theirs}`", host.text, first.name),
        None => format!("`{}` does not resolve in `{own}`: the Service is in `{theirs}`", host.service()),
    };
    violations
        .report(member, &PathBuilder::along(&mention.path.path()), message)
        .see_namespace_of(first, "it is here")
        .help(format!("write `{}.{theirs}`", first.name));
}

/// Whether a host is that Service for certain, and sought in another namespace.
fn is_meant_elsewhere(
    index: &Index<'_>,
    (member, host): (&Member<'_>, &ServiceHost<'_>),
    service: &Member<'_>,
    [own, theirs]: [&str; 2],
) -> bool {
    let said = host.namespace();
    let is_sure = host.has_scheme && host.port.is_none() || has_port(service, host.port);
    // `redis.io` is no namespace, unless `svc` stands behind it.
    let may_be_domain = said.is_some() && !host.is_qualified();
    said.unwrap_or(own) != theirs
        && index.set.same_folder(member, service)
        && is_sure
        && !may_be_domain
        && !index.references().may_be_made(&service.name)
}

/// Whether the host may be a Service of the run that is called otherwise.
fn may_be_misspelt(index: &Index<'_>, member: &Member<'_>, host: &ServiceHost<'_>) -> bool {
    let is_here = host
        .namespace()
        .is_none_or(|said| host.is_qualified() && member.namespace.as_deref().is_none_or(|own| own == said));
    is_here && !index.references().may_be_made(host.service())
}

/// No Service has the name, and one in the same file that nothing uses has a name like it, and the port.
fn misspelt(
    index: &Index<'_>,
    (member, mention): (&Member<'_>, &HostMention),
    mentioned: &HashSet<&str, RandomState>,
    violations: &mut Violations,
) {
    let host = mention.host();
    // A Pod by that name may listen on a network of its own.
    if member.workload().is_some() && *member.name == *host.service() {
        return;
    }
    let Some(meant) = meant(index, member, &host, mentioned) else { return };
    let message = format!("there is no Service `{}` here: the name does not resolve", host.service());
    violations
        .report(member, &PathBuilder::along(&mention.path.path()), message)
        .see(&meant, &meant.at().fields(&["metadata", "name"]), "nothing uses this one")
        .help(format!("did you mean `{}`?", meant.name));
}

/// The Service that is meant by a name that none has.
fn meant<'r>(
    index: &Index<'r>,
    member: &Member<'_>,
    host: &ServiceHost<'_>,
    mentioned: &HashSet<&str, RandomState>,
) -> Option<Member<'r>> {
    index.references().unused_near(&index.set, "Service", member).find(|service| {
        index.set.same_file(member, service)
            && !mentioned.contains(&*service.name)
            && are_alike(host.service(), &service.name)
            && (has_port(service, host.port) || (host.has_scheme && host.port.is_none()))
    })
}

fn has_port(service: &Member<'_>, port: Option<i32>) -> bool {
    let ports = service.service().map_or(&[][..], |service: &ServiceRecord| &service.ports);
    port.is_some_and(|port| ports.iter().any(|own| own.port == port))
}
