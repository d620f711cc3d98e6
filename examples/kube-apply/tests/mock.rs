//! Without a cluster: a mock service stands in for the API server and looks at each request.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use http::{Request, Response};
use kube::Client;
use kube::client::Body;
use serde_json::Value;
use tower_test::mock;

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
async fn typed_objects_are_applied_as_a_dry_run() {
    let (service, handle) = mock::pair::<Request<Body>, Response<Body>>();
    let server = tokio::spawn(serve(handle));
    let client = Client::new(service, "shop");
    let taken = kube_apply::dry_run(client, "shop", &shop::production()).await.unwrap();
    assert_eq!(
        taken,
        ["service/redis-service", "statefulset/redis", "deployment/api-server", "service/api-server"]
    );

    let seen = server.await.unwrap();
    let (line, body) = &seen[1];
    assert!(line.starts_with("PATCH /apis/apps/v1/namespaces/shop/statefulsets/redis?"), "{line}");
    assert!(line.contains("dryRun=All") && line.contains("fieldManager=workload"), "{line}");
    assert_eq!(body["spec"]["serviceName"], "redis-service");
    assert_eq!(body["spec"]["volumeClaimTemplates"][0]["metadata"]["name"], "data");
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
    let error =
        kube_apply::dry_run(Client::new(service, "shop"), "shop", &shop::production()).await.unwrap_err();
    assert!(error.to_string().contains("no such namespace"), "{error}");
}
