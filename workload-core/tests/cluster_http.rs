//! The cluster in the process over its HTTP service: lists, watches, representations and faults.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tower_service::Service;
use workload_core::cluster::{Body, Cluster, Fault, FaultKind, HttpService};

const MAPS: &str = "/api/v1/namespaces/default/configmaps";

/// A client without a network.
struct Client(HttpService);

impl Client {
    async fn send(&mut self, method: &str, path: &str, kind: &str, body: &str) -> http::Response<Body> {
        let request = http::Request::builder().method(method).uri(path).header("content-type", kind);
        let request =
            request.header("user-agent", "test/1").body(Full::<bytes::Bytes>::from(body.to_owned())).unwrap();
        self.0.call(request).await.unwrap()
    }

    async fn json(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let kind = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let response = self.send(method, path, kind, &body).await;
        let code = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (code, serde_json::from_slice(&bytes).unwrap())
    }

    async fn get(&mut self, path: &str) -> Value {
        self.json("GET", path, &Value::Null).await.1
    }

    async fn create(&mut self, name: &str, labels: Value) -> Value {
        let (code, object) = self.json("POST", MAPS, &map(name, labels)).await;
        assert_eq!(code, 201, "{object}");
        object
    }

    async fn watch(&mut self, path: &str) -> Watch {
        Watch(self.send("GET", path, "", "").await.into_body())
    }
}

/// The events of a watch.
struct Watch(Body);

impl Watch {
    async fn next(&mut self) -> Value {
        let frame = self.0.frame().await.unwrap().unwrap();
        serde_json::from_slice(&frame.into_data().unwrap()).unwrap()
    }
}

fn map(name: &str, labels: Value) -> Value {
    json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "labels": labels}})
}

fn client() -> (Cluster, Client) {
    let cluster = Cluster::without_workloads();
    let client = Client(cluster.service());
    (cluster, client)
}

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["metadata"]["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_list_comes_in_parts() {
    let (cluster, mut client) = client();
    for name in ["a", "b", "c", "d", "e"] {
        client.create(name, json!({"half": if name < "c" { "first" } else { "second" }})).await;
    }
    let first = client.get(&format!("{MAPS}?limit=2")).await;
    assert_eq!(names(&first), ["a", "b"]);
    assert_eq!(first["metadata"]["remainingItemCount"], 3);
    let token = first["metadata"]["continue"].as_str().unwrap().to_owned();
    let second = client.get(&format!("{MAPS}?limit=5&continue={token}")).await;
    assert_eq!(names(&second), ["c", "d", "e"]);
    assert!(second["metadata"]["continue"].is_null());
    let selected = client.get(&format!("{MAPS}?labelSelector=half%3Dsecond,half%20in%20(second)")).await;
    assert_eq!(names(&selected), ["c", "d", "e"]);
    assert_eq!(names(&client.get(&format!("{MAPS}?fieldSelector=metadata.name%3Dd")).await), ["d"]);
    client.create("f", json!({})).await;
    cluster.compact();
    let (code, status) = client.json("GET", &format!("{MAPS}?limit=5&continue={token}"), &Value::Null).await;
    assert_eq!((code, &status["reason"]), (410, &json!("Expired")), "{status}");
}

#[tokio::test]
async fn a_watch_sees_what_changes() {
    let (cluster, mut client) = client();
    client.create("a", json!({"app": "web"})).await;
    let version = client.get(MAPS).await["metadata"]["resourceVersion"].as_str().unwrap().to_owned();
    let mut watch =
        client.watch(&format!("{MAPS}?watch=1&resourceVersion={version}&labelSelector=app%3Dweb")).await;
    client.create("b", json!({"app": "db"})).await;
    client.create("c", json!({"app": "web"})).await;
    let event = watch.next().await;
    assert_eq!((&event["type"], &event["object"]["metadata"]["name"]), (&json!("ADDED"), &json!("c")));
    let path = format!("{MAPS}/c");
    client.json("PATCH", &path, &json!({"data": {"a": "b"}})).await;
    assert_eq!(watch.next().await["type"], "MODIFIED");
    client.json("PATCH", &path, &json!({"metadata": {"labels": {"app": "db"}}})).await;
    assert_eq!(watch.next().await["type"], "DELETED", "it is selected no more");

    let mut from_start = client
        .watch(&format!("{MAPS}?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&timeoutSeconds=0"))
        .await;
    for _ in 0..3 {
        assert_eq!(from_start.next().await["type"], "ADDED");
    }
    let mark = from_start.next().await;
    assert_eq!(mark["object"]["metadata"]["annotations"]["k8s.io/initial-events-end"], "true", "{mark}");
    assert_eq!(from_start.next().await["type"], "BOOKMARK", "one at the end of its time");
    assert!(from_start.0.frame().await.is_none());

    cluster.compact();
    client.create("d", json!({})).await;
    let mut late = client.watch(&format!("{MAPS}?watch=1&resourceVersion={version}")).await;
    let error = late.next().await;
    assert_eq!((&error["type"], &error["object"]["code"]), (&json!("ERROR"), &json!(410)), "{error}");
}

#[tokio::test]
async fn a_refusal_is_a_status() {
    let (_, mut client) = client();
    let (code, status) = client.json("GET", &format!("{MAPS}/none"), &Value::Null).await;
    assert_eq!(code, 404);
    let expected = json!({
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
        "message": "configmaps \"none\" not found", "reason": "NotFound", "code": 404,
        "details": {"name": "none", "kind": "configmaps"},
    });
    assert_eq!(status, expected);
    let bad = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "A_B"}});
    let (code, status) = client.json("POST", MAPS, &bad).await;
    assert_eq!((code, &status["reason"]), (422, &json!("Invalid")), "{status}");
    assert_eq!(status["details"]["causes"][0]["field"], "metadata.name", "{status}");
    let (code, _) = client.json("GET", "/apis/none.example.com/v1/things", &Value::Null).await;
    assert_eq!(code, 404);
}

#[tokio::test]
async fn faults_come_when_they_are_wanted() {
    let (cluster, mut client) = client();
    client.create("a", json!({})).await;
    let path = format!("{MAPS}/a");
    let wanted = [
        (FaultKind::Conflict, 409),
        (FaultKind::Expired, 410),
        (FaultKind::TooManyRequests, 429),
        (FaultKind::InternalError, 500),
    ];
    for (kind, code) in wanted {
        cluster.inject(Fault::new(kind).method("PATCH").path("/configmaps/a"));
        assert_eq!(client.json("GET", &path, &Value::Null).await.0, 200);
        assert_eq!(client.json("PATCH", &path, &json!({"data": {}})).await.0, code);
        assert_eq!(client.json("PATCH", &path, &json!({"data": {}})).await.0, 200, "once");
    }
    cluster.inject(Fault::new(FaultKind::CutAfter).method("DELETE"));
    let request = http::Request::delete(&path).body(Full::<bytes::Bytes>::from("")).unwrap();
    assert!(client.0.call(request).await.is_err());
    assert_eq!(client.json("GET", &path, &Value::Null).await.0, 404, "it was deleted before the cut");
}

#[tokio::test]
async fn unknown_fields_are_warned_of() {
    let (_, mut client) = client();
    let body =
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "date": {}}).to_string();
    let response = client.send("POST", MAPS, "application/json", &body).await;
    assert_eq!(response.headers()["warning"], "299 - \"unknown field \\\"date\\\"\"");
    let strict =
        client.send("POST", &format!("{MAPS}?fieldValidation=Strict"), "application/json", &body).await;
    assert_eq!(strict.status(), 400);
}
