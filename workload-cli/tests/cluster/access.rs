//! `workload apply --access`.

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Denied, Request, Verb};

use super::bench::{Bench, DEPLOYMENT, STATEFUL_SET, STORAGE_CLASS};
use super::diff::{applied, yaml};
use super::schemas::fits;
use super::sets::{SERVICE, map_in, maps};

const SHOP: &str = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}\n---\n";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("shop.yaml", &format!("{SHOP}{DEPLOYMENT}"));
    bench
}

#[test]
fn the_rights_are_told_and_nothing_is_written() {
    let bench = bench();
    let said = bench.workload("apply shop.yaml --access --name shop --wait");
    assert_eq!(said.code, 0, "{said:?}");
    for part in [
        "(cluster)  namespaces                            create get list patch watch",
        "default    deployments.apps                      create get list patch watch",
        "default    horizontalpodautoscalers.autoscaling  list",
        "default    secrets                               create delete get list patch",
        "default    pods/log                              get",
        "shop       configmaps                            create get list patch watch",
        "all of them there",
    ] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
    let requests = bench.cluster.requests();
    let is_harmless = |one: &String| one.starts_with("GET ") || one.contains("selfsubjectaccessreviews");
    assert!(requests.iter().all(is_harmless), "{requests:?}");
    assert!(bench.cluster.object("v1", "Namespace", "", "shop").is_none());
}

#[test]
fn what_is_denied_is_told_before_the_first_write() {
    let bench = bench();
    bench.cluster.deny(Denied::new("patch", "apps", "deployments").in_namespace("default"));
    let said = bench.workload("apply shop.yaml --access");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("denied patch deployments.apps in default: "), "{said:?}");
    assert!(said.out.contains("1 of them denied"), "{said:?}");
    let found = fits(&bench, "access", "apply shop.yaml --access=json");
    assert_eq!(found["allowed"], false);
}

/// The roles of an apply, which the API server takes.
fn roles(bench: &Bench, command: &str) -> Vec<Value> {
    let said = bench.workload(&format!("{command} --access=role"));
    assert_eq!(said.code, 0, "{said:?}");
    let roles: Vec<_> = said.out.split("---\n").map(yaml).collect();
    for role in &roles {
        let namespace = role["metadata"]["namespace"].as_str().unwrap_or_default();
        if bench.cluster.object("v1", "Namespace", "", namespace).is_none() && !namespace.is_empty() {
            continue;
        }
        let request =
            Request::new(Verb::Create, "rbac.authorization.k8s.io/v1", role["kind"].as_str().unwrap());
        let mut request = request.at(namespace, "").with_body(role.clone());
        request.dry_run = true;
        bench.cluster.handle(&request).unwrap();
    }
    roles
}

fn allows(roles: &[Value], [verb, group, resource, namespace]: [&str; 4]) -> bool {
    roles.iter().any(|role| {
        role["metadata"]["namespace"].as_str().unwrap_or_default() == namespace
            && role["rules"].as_array().unwrap().iter().any(|rule| {
                let has =
                    |key: &str, value: &str| rule[key].as_array().unwrap().iter().any(|one| one == value);
                has("verbs", verb) && has("apiGroups", group) && has("resources", resource)
            })
    })
}

/// The right that a request needs; none for one that asks which kinds are served.
fn right(request: &str) -> Option<[String; 4]> {
    let (method, target) = request.split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (group, rest) = match parts.as_slice() {
        ["api", _, rest @ ..] => ("", rest),
        ["apis", group, _, rest @ ..] => (*group, rest),
        _ => return None,
    };
    let (namespace, rest) = match rest {
        ["namespaces", namespace, rest @ ..] if !rest.is_empty() => (*namespace, rest),
        rest => ("", rest),
    };
    let resource = match rest {
        [] => return None,
        [resource, _, subresource] => format!("{resource}/{subresource}"),
        [resource, ..] => (*resource).to_owned(),
    };
    let verb = match (method, rest.len()) {
        ("GET", 1) if query.contains("watch=true") => "watch",
        ("GET", 1) => "list",
        ("GET", _) => "get",
        ("PATCH", _) => "patch",
        ("DELETE", _) => "delete",
        _ => "create",
    };
    Some([verb.to_owned(), group.to_owned(), resource, namespace.to_owned()])
}

/// Applies, and finds every request among the roles that were told before.
#[track_caller]
fn every_request_is_allowed(bench: &Bench, command: &str) {
    every_request_is_allowed_ending(bench, command, 0);
}

/// The same for an apply that ends with this status.
#[track_caller]
fn every_request_is_allowed_ending(bench: &Bench, command: &str, code: i32) {
    let roles = roles(bench, command);
    let before = bench.cluster.requests().len();
    let said = bench.workload(&format!("{command} --yes"));
    assert_eq!(said.code, code, "{said:?}");
    for request in bench.cluster.requests().split_off(before) {
        let Some(right) = right(&request) else { continue };
        let right = right.each_ref().map(String::as_str);
        assert!(allows(&roles, right), "{request} needs {right:?}, which is not in {roles:#?}");
    }
}

#[test]
fn the_roles_allow_every_request_of_an_apply() {
    let bench = bench();
    let told = roles(&bench, "apply shop.yaml --name shop");
    let kinds: Vec<_> = told.iter().map(|role| role["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["ClusterRole", "Role", "Role"]);
    every_request_is_allowed(&bench, "apply shop.yaml --name shop");
}

#[test]
fn the_roles_allow_every_request_of_an_apply_that_recreates_and_waits() {
    let bench = Bench::new();
    let set = STATEFUL_SET
        .replace(
            "metadata: {name: redis}",
            "metadata: {name: redis, annotations: {workload/recreate: 'true'}}",
        )
        .replace("replicas: 2", "replicas: 1");
    bench.write("redis.yaml", &set);
    bench.write("class.yaml", STORAGE_CLASS);
    every_request_is_allowed(&bench, "apply . --name shop");
    bench.cluster.advance(Duration::from_secs(60));
    bench.write("redis.yaml", &set.replace("1Gi", "2Gi"));
    every_request_is_allowed(&bench, "apply . --name shop");
    assert_eq!(
        bench.object("v1", "PersistentVolumeClaim", "data-redis-0")["spec"]["resources"]["requests"]["storage"],
        "2Gi"
    );
    bench.write("web.yaml", DEPLOYMENT);
    let _clock = bench.clock();
    every_request_is_allowed(&bench, "apply web.yaml --name web --wait");
}

/// The revision before may hold objects that the manifests do not have any more.
#[test]
fn the_roles_allow_every_request_of_an_automatic_rollback() {
    let bench = Bench::new();
    bench.write("all.yaml", &(map_in("shop", "old") + "---\n" + DEPLOYMENT));
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}});
    applied(&bench, "admin", &namespace);
    assert_eq!(bench.workload("apply all.yaml --name web --yes").code, 0);
    bench.write("all.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let command = "apply all.yaml --name web --auto-rollback --time-limit 1";
    every_request_is_allowed_ending(&bench, command, 1);
    assert_eq!(bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1.27");
    let asked = bench.cluster.requests();
    assert!(
        asked.iter().any(|one| one.starts_with("PATCH") && one.contains("namespaces/shop/configmaps/old"))
    );
}

#[test]
fn a_first_revision_that_fails_has_nothing_to_go_back_to() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("apply web.yaml --name web --yes --auto-rollback --time-limit 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("note: nothing to go back to: web has no earlier revision"), "{said:?}");
}

#[test]
fn the_roles_allow_every_request_of_an_apply_that_prunes() {
    let bench = Bench::new();
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "other"}});
    applied(&bench, "admin", &namespace);
    let command = "apply all.yaml --applyset shop --prune";
    bench.write("all.yaml", &(maps(&["a", "b", "c", "d", "e"]) + SERVICE + &map_in("other", "gone")));
    every_request_is_allowed(&bench, command);
    bench.write("all.yaml", &maps(&["a", "b", "c", "d"]));
    every_request_is_allowed(&bench, command);
    assert!(bench.cluster.object("v1", "Service", "default", "web").is_none());
    assert!(bench.cluster.object("v1", "ConfigMap", "other", "gone").is_none());
}

#[test]
fn rights_of_pruning_are_told_and_data_is_deleted_by_nobody_unasked() {
    let bench = Bench::new();
    let claim = "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
    bench.write("all.yaml", &(maps(&["a", "b"]) + SERVICE + claim));
    assert_eq!(bench.workload("apply all.yaml --yes --applyset shop --keep-revisions 0").code, 0);
    bench.write("all.yaml", &maps(&["a", "b"]));
    let told = |flags: &str| {
        let command = format!("apply all.yaml --applyset shop --keep-revisions 0 {flags} --access");
        bench.workload(&command).out
    };
    let lines = |told: &str| {
        told.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    for (flags, wanted) in [
        (
            "",
            [
                "default configmaps create get list patch",
                "default services list",
                "default persistentvolumeclaims list",
            ],
        ),
        (
            "--prune",
            [
                "default configmaps create delete get list patch",
                "default services delete get list",
                "default persistentvolumeclaims list",
            ],
        ),
        (
            "--prune --prune-data",
            [
                "default secrets create get patch",
                "default services delete get list",
                "default persistentvolumeclaims delete get list",
            ],
        ),
    ] {
        let told = lines(&told(flags));
        for line in wanted {
            assert!(told.iter().any(|told| told == line), "{flags}: {line} is not in {told:#?}");
        }
    }
    bench.cluster.deny(Denied::new("delete", "", "services"));
    bench.cluster.deny(Denied::new("get", "", "secrets"));
    let said = bench.workload("apply all.yaml --applyset shop --prune --access");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("Secret default/shop may not be read"), "{said:?}");
    assert!(said.out.contains("denied get secrets in default"), "{said:?}");
    let before = bench.cluster.requests();
    assert!(!before.iter().any(|request| request.contains("DELETE")), "{before:?}");
}
