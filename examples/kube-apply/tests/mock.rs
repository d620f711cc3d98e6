//! Without a cluster: a mock service stands in for the API server and looks at each request.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use http::{Request, Response};
use kube::Client;
use kube::client::Body;
use serde_json::{Value, json};
use tower_test::mock;
use workload_core::export::Apply;
use workload_core::k8s::DynamicObject;
use workload_core::{Stack as _, ToManifests as _};

/// Answers each request with its own body, and keeps method, path with query, and body.
async fn serve(mut handle: mock::Handle<Request<Body>, Response<Body>>) -> Vec<(String, Value)> {
    let mut seen = Vec::new();
    while let Some((request, send)) = handle.next_request().await {
        let line = format!("{} {}", request.method(), request.uri());
        let body = request.into_body().collect_bytes().await.unwrap();
        seen.push((line, serde_json::from_slice(&body).unwrap()));
        send.send_response(Response::new(Body::from(body.to_vec())));
    }
    seen
}

#[tokio::test]
async fn a_stack_is_applied_as_a_dry_run() {
    let (service, handle) = mock::pair::<Request<Body>, Response<Body>>();
    let server = tokio::spawn(serve(handle));
    let client = Client::new(service, "default");
    let taken = kube_apply::dry_run(client, &shop::production()).await.unwrap();
    assert_eq!(taken.len(), shop::production().manifests().objects().count());
    assert!(taken.contains(&"statefulset/redis".to_owned()), "{taken:?}");

    let seen = server.await.unwrap();
    let (line, body) = seen.iter().find(|(line, _)| line.contains("/statefulsets/")).unwrap();
    assert!(line.starts_with("PATCH /apis/apps/v1/namespaces/shop/statefulsets/redis?"), "{line}");
    assert!(line.contains("dryRun=All") && line.contains("fieldManager=workload"), "{line}");
    assert_eq!(body["spec"]["serviceName"], "redis-service");
    assert_eq!(body["spec"]["volumeClaimTemplates"][0]["metadata"]["name"], "data");
}

/// Answers what kinds `example.com/v1` has, and every other request with its own body.
async fn serve_tenants(mut handle: mock::Handle<Request<Body>, Response<Body>>) -> Vec<String> {
    let mut seen = Vec::new();
    while let Some((request, send)) = handle.next_request().await {
        let line = format!("{} {}", request.method(), request.uri().path());
        let body = request.into_body().collect_bytes().await.unwrap().to_vec();
        let kinds = json!({
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "example.com/v1",
            "resources": [
                { "name": "tenancies", "singularName": "tenancy", "kind": "Tenancy", "namespaced": false, "verbs": ["patch"] },
            ],
        });
        let answer = if line == "GET /apis/example.com/v1" { kinds.to_string().into_bytes() } else { body };
        send.send_response(Response::new(Body::from(answer)));
        seen.push(line);
    }
    seen
}

#[tokio::test]
async fn the_kind_of_a_custom_resource_is_looked_up() {
    let (service, handle) = mock::pair::<Request<Body>, Response<Body>>();
    let server = tokio::spawn(serve_tenants(handle));
    let tenancy =
        DynamicObject::new("example.com/v1", "Tenancy", "shop").field("spec", json!({ "quota": 3 }));
    let applied = Apply::new(Client::new(service, "shop")).apply_all(&tenancy.to_manifests()).await.unwrap();
    assert_eq!(applied[0].data["spec"]["quota"], 3);
    let seen = server.await.unwrap();
    assert_eq!(seen, ["GET /apis/example.com/v1", "PATCH /apis/example.com/v1/tenancies/shop"]);
}

#[tokio::test]
async fn what_the_server_refuses_is_an_error_with_its_message() {
    let (service, mut handle) = mock::pair::<Request<Body>, Response<Body>>();
    tokio::spawn(async move {
        let (_, send) = handle.next_request().await.unwrap();
        let status = r#"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no such namespace","reason":"NotFound","code":404}"#;
        let response = Response::builder().status(404).body(Body::from(status.as_bytes().to_vec())).unwrap();
        send.send_response(response);
    });
    let error = kube_apply::dry_run(Client::new(service, "default"), &shop::production()).await.unwrap_err();
    assert!(error.to_string().contains("no such namespace"), "{error}");
}
