//! The connection to an API server.

use std::future::Future;
use std::time::Duration;

use kube::Client;
use serde_json::Value;

use super::credentials::no_client;
use super::failure::Failure;
use super::kubeconfig::config;
use super::options::ConnectionOptions;
use super::request::{Answer, Request, retry_after};
use super::tries::Tries;
use crate::error::{CliError, Result};

/// The number of requests that are under way at most.
pub(crate) const MOST_IN_FLIGHT: usize = 16;

/// The time in which a connection is made or given up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The time in which a request is answered or given up; an API server gives up after 60 seconds itself.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(75);

/// Number of objects in one part of a list.
const PART: &str = "500";

/// A connection to an API server; clones share it.
#[derive(Clone)]
pub(crate) struct Connection {
    /// The client, for watches and whatever else [`Connection::send`] does not do.
    pub(crate) client: Client,
    /// The namespace of objects that name none.
    pub(crate) namespace: String,
    /// The address of the API server.
    server: String,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("server", &self.server).finish_non_exhaustive()
    }
}

/// Runs a command's work; nothing else runs beside it.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| CliError::new(format!("cannot start: {error}")))?.block_on(work)
}

impl Connection {
    /// Connects as the options and the kubeconfig say; nothing is sent yet.
    pub(crate) async fn new(options: &ConnectionOptions) -> Result<Self> {
        let mut config = config(options).await?;
        config.connect_timeout = Some(CONNECT_TIMEOUT);
        // `send` tries again itself, and says so.
        config.default_retry = false;
        let server = config.cluster_url.to_string().trim_end_matches('/').to_owned();
        let namespace = options.namespace.clone().unwrap_or_else(|| config.default_namespace.clone());
        let plugin = config.auth_info.exec.as_ref().and_then(|exec| exec.command.clone());
        let client =
            Client::try_from(config).map_err(|error| no_client(&server, plugin.as_deref(), &error))?;
        Ok(Self { client, namespace, server })
    }

    /// The address of the API server, such as `https://127.0.0.1:6443`.
    pub(crate) fn server(&self) -> &str {
        &self.server
    }

    /// Sends a request and reads the whole answer. It is sent again when the API server asks for that.
    pub(crate) async fn send(&self, request: &Request) -> std::result::Result<Answer, Failure> {
        let mut tries = Tries::default();
        loop {
            let sent = tokio::time::timeout(ANSWER_TIMEOUT, self.send_once(request)).await;
            let failure = match sent {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(failure)) => failure,
                Err(_) => return Err(self.silent()),
            };
            let Some(pause) = tries.next(&failure) else { return Err(failure) };
            tokio::time::sleep(pause).await;
        }
    }

    /// Lists a collection part by part; its objects, and the resource version of the list.
    pub(crate) async fn list(&self, request: &Request) -> std::result::Result<(Vec<Value>, Value), Failure> {
        let mut all = Vec::new();
        let mut part = request.clone().with("limit", PART);
        loop {
            let mut list = match self.send(&part).await {
                Ok(answer) => answer.body,
                Err(failure) if failure.is(410) && !all.is_empty() => {
                    // The list took so long that its parts are forgotten: it is asked for as a whole.
                    all.clear();
                    self.send(request).await?.body
                }
                Err(failure) => return Err(failure),
            };
            if let Value::Array(items) = list["items"].take() {
                all.extend(items);
            }
            match list["metadata"]["continue"].as_str().filter(|token| !token.is_empty()) {
                Some(token) => part = request.clone().with("limit", PART).with("continue", token),
                None => return Ok((all, list["metadata"]["resourceVersion"].take())),
            }
        }
    }

    fn silent(&self) -> Failure {
        let seconds = ANSWER_TIMEOUT.as_secs();
        Failure::Unreachable(format!("{} has not answered in {seconds} s", self.server))
    }

    async fn send_once(&self, request: &Request) -> std::result::Result<Answer, Failure> {
        let unreachable = |error: &kube::Error| Failure::from_kube(&self.server, error);
        let response = self.client.send(request.to_http()?).await.map_err(|error| unreachable(&error))?;
        let (parts, body) = response.into_parts();
        let bytes = body.collect_bytes().await.map_err(|error| unreachable(&error))?;
        if !parts.status.is_success() {
            let failure = Failure::from_answer(parts.status.as_u16(), &bytes);
            return Err(failure.after(retry_after(&parts.headers)));
        }
        let body: Value = serde_json::from_slice(&bytes).map_err(|error| {
            Failure::Broken(format!("{} does not answer with JSON: {error}", self.server))
        })?;
        Ok(Answer::new(parts.status, body, &parts.headers))
    }
}
