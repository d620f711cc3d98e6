//! An editor that speaks with the server, as the tests need it.

use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request, Response};
use serde_json::{Value, json};

/// A server that does not answer in that time has failed the test.
const PATIENCE: Duration = Duration::from_secs(60);

/// An editor with a server.
pub(crate) struct Editor {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Message>,
    requests: i32,
    /// What the server has said and asked by itself.
    pub(crate) told: Vec<(String, Value)>,
    /// The answer to `initialize`.
    pub(crate) initialized: Value,
}

impl Editor {
    /// Starts a server for a folder, with these capabilities of the editor.
    pub(crate) fn start(folder: &Path, capabilities: Value) -> Self {
        let folders = json!([{ "uri": uri(folder), "name": "folder" }]);
        Self::with(
            folder,
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }),
        )
    }

    /// Starts a server with these parameters of `initialize`.
    pub(crate) fn with(folder: &Path, params: Value) -> Self {
        Self::with_programs(folder, params, None)
    }

    /// The same, with the programs of a folder before all others.
    pub(crate) fn with_programs(folder: &Path, params: Value, programs: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        if let Some(programs) = programs {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", programs.display()));
        }
        command.args(["lsp", "--stdio"]).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().unwrap();
        let (sender, output) = channel();
        let mut reader = BufReader::new(server.stdout.take().unwrap());
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut reader) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = server.stdin.take();
        let mut editor =
            Self { server, input, output, requests: 0, told: Vec::new(), initialized: Value::Null };
        editor.initialized = editor.ask("initialize", params);
        editor.tell("initialized", json!({}));
        editor
    }

    /// Tells the server something.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    /// Sends a request; its number.
    pub(crate) fn send_request(&mut self, method: &str, params: Value) -> i32 {
        self.requests += 1;
        self.send(Request::new(self.requests.into(), method.to_owned(), params).into());
        self.requests
    }

    /// Asks the server and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        self.answer(id).unwrap_or_else(|code| panic!("{method}: error {code}"))
    }

    /// Waits for the answer to a request: its result, or the code of its error.
    pub(crate) fn answer(&mut self, id: i32) -> Result<Value, i64> {
        loop {
            match self.receive() {
                Message::Response(response) if response.id == id.into() => {
                    let answer = serde_json::to_value(&response).unwrap();
                    let code = answer["error"]["code"].as_i64();
                    return code.map_or_else(|| Ok(answer["result"].clone()), Err);
                }
                other => self.keep(other),
            }
        }
    }

    /// Waits for the refusal of a request: what is said.
    pub(crate) fn refusal(&mut self, id: i32) -> String {
        loop {
            match self.receive() {
                Message::Response(response) if response.id == id.into() => {
                    let answer = serde_json::to_value(&response).unwrap();
                    assert!(answer["error"].is_object(), "not refused: {answer}");
                    return answer["error"]["message"].as_str().unwrap().to_owned();
                }
                other => self.keep(other),
            }
        }
    }

    /// Waits until the server has told something that fits, and takes it.
    pub(crate) fn hear(&mut self, method: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let heard = self.told.iter().position(|(own, params)| own == method && fits(params));
            if let Some(at) = heard {
                return self.told.remove(at).1;
            }
            let message = self.receive();
            self.keep(message);
        }
    }

    /// Opens a file with a text.
    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        let item = json!({ "uri": uri(path), "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
    }

    /// Changes the text of a file: `changes` as the protocol has them.
    pub(crate) fn change(&mut self, path: &Path, version: i32, changes: Value) {
        let document = json!({ "uri": uri(path), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The diagnostics that the server pushes of that version of a file; 0 is one that is not open.
    pub(crate) fn pushed(&mut self, path: &Path, version: i32) -> Vec<Value> {
        let uri = uri(path);
        let version = (version > 0).then_some(version);
        let fits = |params: &Value| params["uri"] == uri && params["version"] == json!(version);
        let params = self.hear("textDocument/publishDiagnostics", fits);
        params["diagnostics"].as_array().unwrap().clone()
    }

    /// The diagnostics of a file, asked for.
    pub(crate) fn pulled(&mut self, path: &Path) -> Vec<Value> {
        let report = self.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri(path) } }));
        assert_eq!(report["kind"], "full");
        report["items"].as_array().unwrap().clone()
    }

    /// Ends the session as the protocol wants it; the exit status of the server.
    pub(crate) fn end(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null);
        self.exit()
    }

    /// Ends the session; the exit status of the server.
    pub(crate) fn exit(mut self) -> Option<i32> {
        self.tell("exit", Value::Null);
        drop(self.input.take());
        self.server.wait().unwrap().code()
    }

    fn send(&mut self, message: Message) {
        let input = self.input.as_mut().unwrap();
        message.write(input).unwrap();
        input.flush().unwrap();
    }

    fn receive(&mut self) -> Message {
        self.output.recv_timeout(PATIENCE).expect("the server says nothing")
    }

    /// Keeps what the server told; what it asks is answered with nothing.
    fn keep(&mut self, message: Message) {
        match message {
            Message::Request(request) => {
                self.send(Response::new_ok(request.id, Value::Null).into());
                self.told.push((request.method, request.params));
            }
            Message::Notification(one) => self.told.push((one.method, one.params)),
            Message::Response(response) => panic!("nobody asked for {response:?}"),
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The URI of a file whose path needs no escapes.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// The codes of diagnostics, with the lines and columns where they begin.
pub(crate) fn places(diagnostics: &[Value]) -> Vec<(String, u64, u64)> {
    let number = |value: &Value| value.as_u64().unwrap();
    let place = |one: &Value| {
        let start = &one["range"]["start"];
        (one["code"].as_str().unwrap().to_owned(), number(&start["line"]), number(&start["character"]))
    };
    diagnostics.iter().map(place).collect()
}
