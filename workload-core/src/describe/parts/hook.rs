//! A hook: what a container does after it starts or before it stops.

use k8s_openapi::api::core::v1::{LifecycleHandler, SleepAction};

use super::handler::{Handler, Headers, Scheme, check_actions};
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, group_forms};
use crate::k8s::values::{PortRef, UrlPath};
use crate::syntax::text::Message;

/// A hook: `pre_stop(sleep = 5)`, `post_start(exec = ["warm-up"])`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Hook {
    handler: Handler,
    sleep: Option<i64>,
}

impl Hook {
    /// A hook that does nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a command in the container.
    pub fn exec(&mut self, command: Words) -> &mut Self {
        self.handler.exec = Some(command);
        self
    }

    /// Asks for this path over HTTP.
    #[doc(alias("httpGet", "http_get"))]
    pub fn http(&mut self, path: UrlPath) -> &mut Self {
        self.handler.http = Some(path);
        self
    }

    /// The port of the request, by name or number.
    pub fn port(&mut self, port: PortRef) -> &mut Self {
        self.handler.port = Some(port);
        self
    }

    /// How the request is made; HTTP unless said.
    pub fn scheme(&mut self, scheme: Scheme) -> &mut Self {
        self.handler.scheme = Some(scheme);
        self
    }

    /// Headers of the request.
    pub fn headers(&mut self, headers: Headers) -> &mut Self {
        self.handler.headers = Some(headers);
        self
    }

    /// Waits so many seconds, for load balancers to notice.
    pub fn sleep(&mut self, seconds: i64) -> &mut Self {
        self.sleep = Some(seconds);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        check_actions(keys, &["exec", "http", "sleep"], "a hook")
    }

    pub(crate) fn into_raw(self) -> LifecycleHandler {
        LifecycleHandler {
            exec: self.handler.exec(),
            http_get: self.handler.http_get(),
            sleep: self.sleep.map(|seconds| SleepAction { seconds }),
            ..LifecycleHandler::default()
        }
    }
}

group_forms!(Hook: "what to do, such as `pre_stop(sleep = 5)`", check => Hook::check);
