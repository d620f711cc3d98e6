//! What the server sends.

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;

/// The way to the editor.
#[derive(Debug)]
pub(super) struct Outgoing {
    sender: Sender<Message>,
    requests: i32,
}

impl Outgoing {
    /// The way through `sender`.
    pub(super) fn new(sender: Sender<Message>) -> Self {
        Self { sender, requests: 0 }
    }

    /// Tells the editor something.
    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// Asks the editor for something; no answer is waited for.
    pub(super) fn request(&mut self, method: &str, params: impl Serialize) {
        self.requests += 1;
        self.send(Request::new(self.requests.into(), method.to_owned(), params).into());
    }

    /// Answers a request.
    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        self.send(Response::new_ok(id, result).into());
    }

    /// Answers a request with an error.
    pub(super) fn refuse(&self, id: RequestId, code: ErrorCode, message: impl Into<String>) {
        self.send(Response::new_err(id, code as i32, message.into()).into());
    }

    /// Shows a message to the person.
    pub(super) fn show_warning(&self, message: &str) {
        let params = serde_json::json!({ "type": 2, "message": format!("workload: {message}") });
        self.notify("window/showMessage", params);
    }

    fn send(&self, message: Message) {
        // Nobody is left to tell when the editor is gone; reading ends the server.
        let _ = self.sender.send(message);
    }
}
