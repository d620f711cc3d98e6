//! `workload apply --access`.

use workload_core::cluster::{Denied, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::yaml;
use super::schemas::fits;

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

#[test]
fn the_roles_allow_every_request_of_an_apply() {
    let bench = bench();
    let said = bench.workload("apply shop.yaml --access=role --name shop");
    assert_eq!(said.code, 0, "{said:?}");
    let roles: Vec<_> = said.out.split("---\n").map(yaml).collect();
    let kinds: Vec<_> = roles.iter().map(|role| role["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["ClusterRole", "Role", "Role"]);
    // The API server takes them.
    bench
        .cluster
        .handle(
            &Request::new(Verb::Create, "v1", "Namespace")
                .with_body(yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}")),
        )
        .unwrap();
    for role in &roles {
        let namespace = role["metadata"]["namespace"].as_str().unwrap_or_default();
        let request =
            Request::new(Verb::Create, "rbac.authorization.k8s.io/v1", role["kind"].as_str().unwrap());
        bench.cluster.handle(&request.at(namespace, "").with_body(role.clone())).unwrap();
    }
    let allowed = |verb: &str, group: &str, resource: &str, namespace: &str| {
        roles.iter().any(|role| {
            role["metadata"]["namespace"].as_str().unwrap_or_default() == namespace
                && role["rules"].as_array().unwrap().iter().any(|rule| {
                    let has =
                        |key: &str, value: &str| rule[key].as_array().unwrap().iter().any(|one| one == value);
                    has("verbs", verb) && has("apiGroups", group) && has("resources", resource)
                })
        })
    };
    let before = bench.cluster.requests().len();
    let said = bench.workload("apply shop.yaml --yes --name shop");
    assert_eq!(said.code, 0, "{said:?}");
    for request in bench.cluster.requests().split_off(before) {
        let (method, path) = request.split_once(' ').unwrap();
        let parts: Vec<&str> =
            path.split('?').next().unwrap().split('/').filter(|part| !part.is_empty()).collect();
        let (group, rest) = match parts.as_slice() {
            ["api", _, rest @ ..] => ("", rest),
            ["apis", group, _, rest @ ..] => (*group, rest),
            other => panic!("{other:?}"),
        };
        let (namespace, rest) = match rest {
            ["namespaces", namespace, rest @ ..] if !rest.is_empty() => (*namespace, rest),
            rest => ("", rest),
        };
        let Some(resource) = rest.first() else { continue };
        let verb = match (method, rest.len()) {
            ("GET", 1) => "list",
            ("GET", _) => "get",
            ("PATCH", _) => "patch",
            ("DELETE", _) => "delete",
            _ => "create",
        };
        assert!(allowed(verb, group, resource, namespace), "{request} is not allowed by {}", said.out);
    }
}
