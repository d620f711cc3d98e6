//! D13: a Job beside whose task a proxy is injected that stays.

use crate::validate::rules::facts::injected::{Asked, asked, would_stay};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::Details;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// No proxy is injected beside the task of a Job, unless something stops it.
    ///
    /// A webhook puts the proxy of Istio or Linkerd, the agent of Vault, or the sidecar of Dapr or Consul
    /// beside the task: where the Pod asks for it, and in a namespace that asks for all. The task ends and
    /// the proxy does not, so the Job is never complete; a CronJob piles up runs, and with `Forbid` waits
    /// forever (article §6.2).
    ///
    /// Injected as a sidecar of Kubernetes, the proxy is stopped with the task. Istio does so since 1.27, and
    /// before with the annotation `sidecar.istio.io/nativeSidecar: "true"`; Linkerd does with
    /// `config.beta.linkerd.io/proxy-enable-native-sidecar: "true"`. Silent where such an annotation is, where
    /// the task stops the proxy (`quitquitquit`, `shutdown`), and on the network of the node.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata: {name: shop, labels: {istio-injection: enabled}}
    /// ---
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {name: migrate, namespace: shop}
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", args: [migrate]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata: {name: shop, labels: {istio-injection: enabled}}
    /// ---
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {name: migrate, namespace: shop}
    /// spec:
    ///   template:
    ///     metadata: {labels: {sidecar.istio.io/inject: "false"}}
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", args: [migrate]}
    /// ```
    D13 injected_proxy_beside_a_task: Warning, ["6.2"], Both(of_pod, of_namespaces)
}

/// The Pods ask for it themselves.
fn of_pod(subject: &Subject<'_>, violations: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    let Some(asked) = pod.meta.and_then(asked).filter(|_| would_stay(subject)) else { return };
    let at = subject.at();
    let holder = at.fields(pod.path);
    let meta = holder.field("metadata");
    let map = meta.field(asked.field);
    violations.report(subject, &map.key(asked.key), message(&asked)).help(help(&asked));
}

/// Their namespace asks for it.
fn of_namespaces(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    let asking: Vec<(Member<'_>, &Asked)> = set
        .of_kind("Namespace")
        .filter_map(|member| match &member.record.details {
            Details::Namespace(asked) => Some((member, asked)),
            _ => None,
        })
        .collect();
    if asking.is_empty() {
        return;
    }
    for member in ["Job", "CronJob"].into_iter().flat_map(|kind| set.of_kind(kind)) {
        let own =
            |(namespace, _): &&(Member<'_>, &Asked)| member.namespace.as_deref() == Some(&*namespace.name);
        if let Some((namespace, asked)) = asking.iter().find(own) {
            of_job(&member, (namespace, asked), violations);
        }
    }
}

fn of_job(member: &Member<'_>, (namespace, asked): (&Member<'_>, &Asked), violations: &mut Violations) {
    let Some(workload) = member.workload().filter(|workload| workload.stays_with_proxy) else { return };
    let at = member.at();
    let holder = at.fields(workload.pod_path.unwrap_or_default());
    let seen = namespace.at();
    let seen = seen.field("metadata");
    violations
        .report(member, &holder.field("metadata"), message(asked))
        .see(namespace, &seen.field(asked.field).key(asked.key), "it is injected into all Pods here")
        .help(help(asked));
}

fn message(asked: &Asked) -> String {
    format!("{} is injected beside the task and does not end: the Job is never complete", asked.what)
}

fn help(asked: &Asked) -> &'static str {
    match asked.what {
        "the proxy of Istio" => {
            "label the Pods `sidecar.istio.io/inject: \"false\"`, or annotate them `sidecar.istio.io/nativeSidecar: \
             \"true\"`, as Istio does by itself since 1.27"
        }
        "the proxy of Linkerd" => {
            "annotate the Pods `linkerd.io/inject: disabled`, or \
             `config.beta.linkerd.io/proxy-enable-native-sidecar: \"true\"`"
        }
        "the agent of Vault" => "annotate the Pods `vault.hashicorp.com/agent-pre-populate-only: \"true\"`",
        "the sidecar of Dapr" => "let the task end with a POST to `http://localhost:3500/v1.0/shutdown`",
        _ => "leave the annotation out, or let the task stop the proxy when it is done",
    }
}
