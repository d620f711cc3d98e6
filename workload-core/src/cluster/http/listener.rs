//! The cluster on a loopback port, for kubectl and whoever else speaks HTTP.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tower_service::Service;

use crate::cluster::http::error::Error;
use crate::cluster::http::service::HttpService;
use crate::cluster::state::Shared;

/// A cluster that listens on a loopback port until this is dropped.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    task: AbortHandle,
}

impl Listener {
    /// Listens on a free port of 127.0.0.1, within the runtime of the caller.
    pub(crate) async fn bind(shared: Arc<Shared>) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(Error::new)?;
        let address = listener.local_addr().map_err(Error::new)?;
        let task = tokio::spawn(accept(listener, HttpService::new(shared))).abort_handle();
        Ok(Self { address, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as `kubectl --server` takes it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A kubeconfig that leads here, as YAML; it holds no secret.
    pub fn kubeconfig(&self) -> String {
        let url = self.url();
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: workload\nclusters:\n- name: workload\n  cluster:\n    server: {url}\ncontexts:\n- name: workload\n  context:\n    cluster: workload\n    namespace: default\n    user: workload\nusers:\n- name: workload\n  user: {{}}\n"
        )
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves connections; all of them end with the task.
async fn accept(listener: TcpListener, service: HttpService) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, service.clone()));
        while connections.try_join_next().is_some() {}
    }
}

/// One connection; an error of the service cuts it.
async fn serve(stream: TcpStream, service: HttpService) {
    let answer = move |request: Request<Incoming>| service.clone().call(request);
    // A client that goes away is no fault of the server.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)).await;
}
