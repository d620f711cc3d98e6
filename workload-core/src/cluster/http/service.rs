//! The cluster as a service: HTTP requests in, answers out.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, Request, Response, header};
use http_body_util::BodyExt;
use tower_service::Service;

use crate::cluster::faults::{FaultKind, refusal};
use crate::cluster::http::body::Body;
use crate::cluster::http::call::Call;
use crate::cluster::http::dispatch::{Answer, dispatch};
use crate::cluster::http::error::Error;
use crate::cluster::state::Shared;
use crate::cluster::status::Status;

/// What the body of a request fails with.
type BodyError = Box<dyn std::error::Error + Send + Sync>;

/// The cluster as a service for `kube::Client::new`, or for anything else that sends HTTP requests.
#[derive(Clone, Debug)]
pub struct HttpService(Arc<Shared>);

impl HttpService {
    /// The service of a cluster.
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self(shared)
    }
}

impl<B> Service<Request<B>> for HttpService
where
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BodyError>,
{
    type Response = Response<Body>;
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|error| Error::new(error.into()))?.to_bytes();
            answer(&shared, &parts, body).await
        })
    }
}

/// Answers a request, unless a fault befalls it.
async fn answer(shared: &Arc<Shared>, parts: &Parts, body: Bytes) -> Result<Response<Body>, Error> {
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let fault = shared.with(|state| {
        state.requests.push(format!("{} {target}", parts.method));
        state.faults.take(parts.method.as_str(), target)
    });
    if let Some(status) = fault.and_then(refusal) {
        return respond(Err(status));
    }
    match fault {
        Some(FaultKind::Cut) => return Err(Error::new("the connection was cut by a fault on demand")),
        Some(FaultKind::NotServed) => return not_served(),
        Some(FaultKind::Slow(time)) => tokio::time::sleep(time).await,
        _ => {}
    }
    let call = Call::new(parts, body);
    let answer = shared.with(|state| dispatch(shared, state, parts.uri.path(), &call));
    if fault == Some(FaultKind::CutAfter) {
        return Err(Error::new(
            "the connection was cut by a fault on demand, after the request was answered",
        ));
    }
    respond(answer)
}

/// What is answered at an address where nothing is.
fn not_served() -> Result<Response<Body>, Error> {
    let response = Response::builder().status(404).header(header::CONTENT_TYPE, "text/plain; charset=utf-8");
    response.body(Body::whole("404 page not found\n".to_owned())).map_err(Error::new)
}

/// An answer as HTTP has it.
fn respond(answer: Result<Answer, Status>) -> Result<Response<Body>, Error> {
    let json = "application/json";
    let (code, kind, body, warnings) = match answer {
        Ok(Answer::Json(code, value, warnings)) => (code, json, Body::whole(value.to_string()), warnings),
        Ok(Answer::Text(text)) => (200, "text/plain; charset=utf-8", Body::whole(text), Vec::new()),
        Ok(Answer::Watch(watch)) => (200, json, Body::watch(watch), Vec::new()),
        Err(status) => (status.code, json, Body::whole(status.to_json().to_string()), Vec::new()),
    };
    let response = Response::builder().status(code).header(header::CONTENT_TYPE, kind).body(body);
    let mut response = response.map_err(Error::new)?;
    for warning in warnings {
        let text = format!("299 - \"{}\"", warning.replace('\\', "\\\\").replace('"', "\\\""));
        response.headers_mut().append(header::WARNING, HeaderValue::from_str(&text).map_err(Error::new)?);
    }
    Ok(response)
}
