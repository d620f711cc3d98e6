//! D10: a Job that has no end.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::container_command::Run;
use crate::validate::rules::facts::cron_times::{deadline, job};
use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::injected::stops_others;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::stores::image::is_store_image;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Job does something and is over.
    ///
    /// It is complete when all its containers have ended. A server never does, nor does a proxy
    /// beside the task: the Job runs on, a CronJob piles up runs, and `Forbid` waits forever.
    /// What runs on is a Deployment (article §2.2, §6.2); what accompanies a task is a sidecar:
    /// an init container with `restartPolicy: Always`, which is stopped when the task is over.
    ///
    /// A deadline ends a server that runs alone, as a test does; beside a task it only fails every run.
    /// Silent when a success policy ends it, and when the task itself stops the proxy.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {name: shop}
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: web, image: "nginx:1.27"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {name: shop}
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       initContainers:
    ///       - {name: proxy, image: "envoyproxy/envoy:v1.31.0", restartPolicy: Always}
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", args: [migrate]}
    /// ```
    D10 server_run_as_a_job: Warning, ["2.2", "6.2"], Object(check)
}

/// Images that serve unless they are told otherwise.
const SERVERS: &[&str] = &[
    "nginx",
    "nginx-unprivileged",
    "httpd",
    "caddy",
    "traefik",
    "haproxy",
    "tomcat",
    "jetty",
    "grafana",
    "memcached",
];

/// Images that accompany other programs.
const PROXIES: &[&str] = &[
    "cloud-sql-proxy",
    "gce-proxy",
    "cloudsql-proxy",
    "envoy",
    "proxyv2",
    "linkerd2-proxy",
    "pgbouncer",
    "fluent-bit",
    "fluentd",
    "filebeat",
    "oauth2-proxy",
    "alloydb-auth-proxy",
    "vault-agent",
    "istio-proxy",
    "cloud_sql_proxy",
    "sql-proxy",
    "alloydb-omni",
    "nginx-prometheus-exporter",
    "haproxy",
    "squid",
    "alloy",
    "promtail",
    "vector",
    "telegraf",
    "opentelemetry-collector",
    "opentelemetry-collector-contrib",
    "tailscale",
    // Browsers that others drive.
    "standalone-chrome",
    "standalone-chromium",
    "standalone-firefox",
    "standalone-edge",
    "node-chrome",
    "chrome",
    "chromium",
    "headless-shell",
    "browserless",
    "docker-headless-shell",
    "localstack",
];

/// The same, by the image's last two names: the last one alone says too little.
const PROXIES_OF: &[&str] =
    &["linkerd/proxy", "workload-identity/proxy", "datadoghq/agent", "datadog/agent", "grafana/agent"];

/// Programs that serve.
const PROGRAMS: &[&str] = &[
    "nginx",
    "httpd",
    "apache2",
    "apache2ctl",
    "httpd-foreground",
    "redis-server",
    "mysqld",
    "mongod",
    "gunicorn",
    "uvicorn",
    "unicorn",
    "puma",
    "php-fpm",
    "haproxy",
    "memcached",
    "dockerd",
    "caddy",
    "cloud_sql_proxy",
    "cloud-sql-proxy",
    "envoy",
    "chromedriver",
    "geckodriver",
    "pgbouncer",
    "socat",
];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some((job, _)) = job(subject) else { return };
    if job.success_policy.is_some() {
        return;
    }
    let main = || subject.containers().filter(|part| part.list == "containers");
    let Some((part, what)) = main().find_map(|part| Some((part, what_stays(&part)?))) else { return };
    let others = || main().filter(|other| other.index != part.index);
    // A deadline ends a server that is meant to run for a while; beside a task it fails every run.
    let ended = deadline(job).filter(|_| others().all(|other| what_stays(&other).is_some()));
    if ended.is_some() || others().any(|other| stops_others(&other)) {
        return;
    }
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let list = spec.field("containers");
    let end = match deadline(job) {
        Some(seconds) => format!("the Job is never complete, and fails after {seconds} s"),
        None => "the Job is never complete".to_owned(),
    };
    let message = format!("`{}` {what}: {end}", part.container.name);
    let help = if others().next().is_some() {
        "if it accompanies the task, put it under `initContainers` with `restartPolicy: Always`: a sidecar is stopped \
         when the task is over"
    } else {
        "make it a Deployment (article §2.2), or give it a command that ends"
    };
    reports.report(subject, &list.index(part.index).field("name"), message).help(help);
}

/// Why a container never ends, as far as that is certain.
fn what_stays(part: &ContainerPart<'_>) -> Option<String> {
    let container = part.container;
    if container.restart_policy.as_deref() == Some("Always") {
        return Some("starts again whenever it ends (`restartPolicy: Always`)".to_owned());
    }
    let run = Run::of(container);
    if run.never_ends() {
        return Some("has a command without an end".to_owned());
    }
    if let Some(call) = run.calls.last().filter(|call| PROGRAMS.contains(&call.program)) {
        let only_asks = call.says(&["-t", "-v", "-V", "--version", "--help", "-h", "--initialize"]);
        return (!only_asks).then(|| format!("runs the server `{}`", call.program));
    }
    let image = container.image.as_deref().filter(|_| container.command.is_none())?;
    let repository = Repository::of(image);
    let name = repository.last();
    if name == "docker" && repository.tag.contains("dind") {
        return Some("runs a Docker daemon, which serves until it is stopped".to_owned());
    }
    // A proxy serves whatever it is told; a server may be told to do something else.
    let bare = container.args.is_none() && (SERVERS.contains(&name) || is_store_image(image));
    let accompanies = PROXIES.contains(&name) || PROXIES_OF.contains(&repository.last_two());
    let serves = bare || accompanies || name.ends_with("-exporter") || name.ends_with("_exporter");
    serves.then(|| format!("runs `{name}`, which serves until it is stopped"))
}
